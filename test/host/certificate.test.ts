import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cardInTree, deleteAll, insertNew, openExplorer, run, services } from './support/access.ts';
import { User } from './support/user.ts';

describe('Show Certificate', () => {
  let user: User;

  before(async () => {
    await openExplorer();
    await deleteAll();
    await insertNew('Şirket');
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(deleteAll);

  it('opens the certificate of a row as text that ends with the certificate itself', async () => {
    const card = await cardInTree('Şirket');
    const row = card.children.find(({ kind }) => kind === 'certificate');
    assert.ok(row?.kind === 'certificate');
    await run('maliMuhur.certificate.show', row);

    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, 'mali-muhur-certificate');
    const text = document.getText();
    assert.match(text, /^VKN +\d{10}$/m);
    assert.match(text, /^Extended key usage +2\.16\.792\.1\.2\.1\.1\.5\.7\.50\.1 \(mali mühür/m);
    const base64 = /-----BEGIN CERTIFICATE-----\n([^-]+)-----END/.exec(text)?.[1] ?? '';
    assert.deepEqual(Buffer.from(base64, 'base64'), Buffer.from(row.certificate.der));
  });

  it('is titled with the name of the owner', async () => {
    const card = await cardInTree('Şirket');
    const row = card.children.find(({ kind }) => kind === 'certificate');
    assert.ok(row?.kind === 'certificate');
    const { commonName } = (await services()).describeCertificate(row.certificate.der);
    await run('maliMuhur.certificate.show', row);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, commonName);
  });

  it('stays readable after the card is gone', async () => {
    const { virtualCards } = await services();
    const card = await cardInTree('Şirket');
    await run('maliMuhur.certificate.show', card.children[0]);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    await virtualCards.eject('Şirket');
    assert.match((await vscode.workspace.openTextDocument(document.uri)).getText(), /BEGIN/);
    await virtualCards.insert('Şirket');
    await cardInTree('Şirket');
  });

  it('lets the user choose when it is run from the palette', async () => {
    user.willPick('Test');
    await run('maliMuhur.certificate.show');
    assert.equal(user.choices[0]?.labels.length, 2);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'mali-muhur-certificate');
  });

  it('offers a virtual card when there is none to choose from', async () => {
    await deleteAll();
    await run('maliMuhur.certificate.show');
    assert.match(user.heard.join(), /^info: There is no card to work with\./);
    assert.deepEqual(user.offered, ['Insert Virtual Card']);
  });
});
