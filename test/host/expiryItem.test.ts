import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SettingId } from '../../src/contributions.ts';
import { access, deleteAll, insertNew, openExplorer, run } from './support/access.ts';
import { User } from './support/user.ts';

async function shownText(): Promise<string | undefined> {
  return (await access()).expiry.shown?.text;
}

async function set(id: SettingId, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

describe('The status bar', () => {
  before(async () => {
    await openExplorer();
    await deleteAll();
  });
  afterEach(async () => {
    await set('maliMuhur.statusBar.enabled', undefined);
    await set('maliMuhur.certificates.warnDays', undefined);
  });
  after(deleteAll);

  it('says nothing while no card has a certificate that signs', async () => {
    assert.equal(await shownText(), undefined);
  });

  it('says how long the signing certificate is still valid', async () => {
    await insertNew('Şirket');
    assert.match((await shownText()) ?? '', /^\$\(verified\) 109\d days$/);
    const { shown } = (await access()).expiry;
    assert.equal(shown?.command, 'maliMuhur.certificate.revealExpiring');
    assert.equal(shown.backgroundColor, undefined);
    assert.match(
      shown.accessibilityInformation?.label ?? '',
      /^Signing certificate of .+ days left/,
    );
  });

  it('leads to that certificate', async () => {
    await run('maliMuhur.certificate.revealExpiring');
    const { view } = await access();
    const [row] = view.selection;
    assert.equal(row?.kind, 'certificate');
    assert.match(row.context, /^certificate:signing:/);
  });

  it('follows the days from which to warn, and so do the rows', async () => {
    const [row] = (await access()).view.selection;
    await set('maliMuhur.certificates.warnDays', 1095);
    assert.match((await shownText()) ?? '', /^\$\(watch\) 1095 days$/);
    const rows = (await access()).view.tree.roots.flatMap(({ children }) =>
      children.flatMap((card) => card.children),
    );
    const context = rows.find(({ id }) => id === row?.id)?.context ?? '';
    assert.match(context, /^certificate:signing:soon(:portal-active)?$/);
  });

  it('can be switched off', async () => {
    await set('maliMuhur.statusBar.enabled', false);
    assert.equal(await shownText(), undefined);
    await set('maliMuhur.statusBar.enabled', true);
    assert.notEqual(await shownText(), undefined);
  });

  it('is silent again when the card is gone', async () => {
    await deleteAll();
    assert.equal(await shownText(), undefined);
  });

  it('offers a card to those who ask for a certificate that is not there', async () => {
    const user = new User();
    await run('maliMuhur.certificate.revealExpiring');
    assert.match(user.heard.join(), /^info: There is no card to work with/);
    user.leave();
  });
});
