import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ContextKeyId } from '../../src/contributions.ts';
import { GuideProgress } from '../../src/views/portal/guideProgress.ts';
import { screens, stateOf } from '../ui/support/pageStates.ts';
import { deleteAll, insertNew, openExplorer, run, services } from './support/access.ts';
import { keysSet } from './support/recorded.ts';
import { User } from './support/user.ts';

function valuesOf(key: ContextKeyId): readonly unknown[] {
  return keysSet.filter(({ id }) => id === key).map(({ value }) => value);
}

describe('The walkthrough', () => {
  before(openExplorer);
  afterEach(deleteAll);

  it('is told that a card was seen, once for all', async () => {
    await insertNew('Şirket');
    assert.deepEqual(valuesOf('maliMuhur.cardSeen'), [true]);
    await deleteAll();
    await insertNew('Şirket');
    assert.deepEqual(valuesOf('maliMuhur.cardSeen'), [true]);
  });

  it('is told of each step on the portal, once, and never of a step back', () => {
    const before = valuesOf('maliMuhur.guideStep').length;
    const progress = new GuideProgress();
    const { home, verification, password, menu, secrets } = screens();
    for (const screen of [home, verification, password, home, password, menu, secrets, home].flat())
      progress.note(stateOf(screen));
    assert.deepEqual(valuesOf('maliMuhur.guideStep').slice(before), [3, 4, 5, 6, 7]);
  });

  it('leads to the official page of the drivers, in the browser', async () => {
    const opened: string[] = [];
    const { openExternal } = vscode.env;
    Object.assign(vscode.env, {
      openExternal: (uri: vscode.Uri) => Promise.resolve(opened.push(uri.toString()) > 0),
    });
    await run('maliMuhur.drivers.open');
    Object.assign(vscode.env, { openExternal });
    assert.deepEqual(opened, ['http://www.kamusm.gov.tr/']);
  });

  it('inserts some card without a question when the delivered one was deleted', async () => {
    const user = new User();
    await run('maliMuhur.virtualCard.insert', { delivered: true });
    await run('maliMuhur.virtualCard.insert', { delivered: true });
    const cards = await (await services()).virtualCards.list();
    const inserted = cards.filter(({ place }) => place.kind === 'in-process');
    assert.equal(inserted.length, 1);
    assert.deepEqual(user.heard, []);
    user.leave();
  });
});
