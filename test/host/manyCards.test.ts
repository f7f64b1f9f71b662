import assert from 'node:assert/strict';
import { access, deleteAll, openExplorer, services } from './support/access.ts';

const CARDS = 16;

describe('Sixteen readers with cards', function () {
  this.timeout(120_000);

  before(async () => {
    await openExplorer();
    await deleteAll();
  });
  after(deleteAll);

  it('all stand in the explorer, each with its certificates and keys', async () => {
    const { virtualCards, cards } = await services();
    const names = Array.from({ length: CARDS }, (_, index) => `Kart ${String(index + 1)}`);
    for (const name of names) await virtualCards.create(name, 'mali-muhur');
    for (const name of names) await virtualCards.insert(name);
    await cards.refresh();

    const { tree } = (await access()).view;
    const readers = tree.roots.filter(({ context }) => context.startsWith('reader:in-process'));
    assert.equal(readers.length, CARDS);
    const rows = readers.flatMap((reader) => tree.getChildren(reader));
    assert.ok(rows.every(({ kind }) => kind === 'card'));
    const below = rows.flatMap((card) => tree.getChildren(card).map(({ kind }) => kind));
    assert.equal(below.filter((kind) => kind === 'certificate').length, 2 * CARDS);
    assert.equal(below.filter((kind) => kind === 'key').length, 2 * CARDS);
    const ids = new Set([...readers, ...rows].map(({ id }) => id));
    assert.equal(ids.size, 2 * CARDS);
  });
});
