import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acquireOwnerLock } from '../../src/card/virtual/ownerLock.ts';
import { type SettingId, settingDefaults } from '../../src/contributions.ts';
import { deleteAll, insertNew, openExplorer, run, services } from './support/access.ts';
import { User } from './support/user.ts';

async function set(id: SettingId, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

describe('The settings', () => {
  let user: User;

  before(async () => {
    await openExplorer();
    await deleteAll();
  });
  beforeEach(() => (user = new User()));
  afterEach(() => user.leave());
  after(deleteAll);

  it('have the defaults that they promise', () => {
    const configuration = vscode.workspace.getConfiguration();
    for (const [id, value] of Object.entries(settingDefaults)) {
      assert.deepEqual(configuration.get(id), value, id);
    }
  });

  it('of the virtual reader are offered, with the second reader of vpcd', async () => {
    await set('maliMuhur.virtualReader.address', 'localhost:4000');
    const row = await insertNew('Deneme');
    await run('maliMuhur.virtualCard.putIntoReader', row);
    await set('maliMuhur.virtualReader.address', undefined);
    assert.deepEqual(user.choices[0]?.labels, [
      'Virtual reader (vpcd) at localhost:4000',
      'Virtual reader (vpcd) at localhost:4001',
      'Other Address…',
    ]);
  });

  it('of the folder take effect with the next window, which is offered', async () => {
    await set('maliMuhur.cards.directory', '~/other-cards');
    await set('maliMuhur.cards.directory', undefined);
    assert.match(user.heard[0] ?? '', /^info: The folder of the virtual cards changes when/);
    assert.deepEqual(user.offered, ['Reload Window']);
  });
});

describe('A virtual card of another window', () => {
  let user: User;

  before(openExplorer);
  beforeEach(async () => {
    await deleteAll();
    user = new User();
  });
  afterEach(() => user.leave());
  after(deleteAll);

  it('is not offered for insertion, and a sentence says why', async () => {
    const { virtualCards } = await services();
    for (const name of ['Birinci', 'İkinci', 'Üçüncü'])
      await virtualCards.create(name, 'mali-muhur');
    const [first] = await virtualCards.list();
    assert.ok(first);
    const lock = await acquireOwnerLock(first.directory);
    try {
      await run('maliMuhur.virtualCard.insert');
      assert.deepEqual(user.choices[0]?.labels, ['İkinci', 'Üçüncü']);
      await virtualCards.insert('İkinci');
      await virtualCards.insert('Üçüncü');
      await run('maliMuhur.virtualCard.insert');
      assert.deepEqual(user.heard, [
        'info: In use in another window or program: “Birinci”. Take a card out there to insert it here.',
      ]);
      assert.deepEqual(user.offered, ['Create Virtual Card']);
    } finally {
      lock.release();
    }
  });
});
