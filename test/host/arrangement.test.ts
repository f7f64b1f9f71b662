import assert from 'node:assert/strict';
import type { RootNode } from '../../src/views/explorer/node.ts';
import { access, cardInTree, deleteAll, insertNew, openExplorer, run } from './support/access.ts';
import { services } from './support/access.ts';
import { User } from './support/user.ts';

/** The names of the virtual cards in the explorer, from above. */
async function shown(): Promise<readonly string[]> {
  const { roots } = (await access()).view.tree;
  return roots.flatMap((root) =>
    root.kind === 'reader' && root.status.kind === 'in-process'
      ? [root.status.name.replace(/^.*: /, '')]
      : [],
  );
}

async function description(): Promise<string> {
  return (await access()).view.description;
}

describe('The arrangement of the explorer', () => {
  let user: User;

  before(async () => {
    await openExplorer();
    await deleteAll();
    // Made first, so it ends first, but stands last.
    await insertNew('Zeytin');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await insertNew('Armut');
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    await run('maliMuhur.cards.clearFilter');
    await run('maliMuhur.cards.showEmptyReaders');
    await run('maliMuhur.cards.sortByCardOrder');
  });
  after(deleteAll);

  it('is plain at first', async () => {
    assert.deepEqual(await shown(), ['Armut', 'Zeytin']);
    assert.equal(await description(), '');
  });

  it('begins with the certificate that ends first when it is sorted by expiry', async () => {
    await run('maliMuhur.cards.sortByExpiry');
    assert.deepEqual(await shown(), ['Zeytin', 'Armut']);
    assert.equal(await description(), 'by expiry');
  });

  it('can be sorted by owner', async () => {
    await run('maliMuhur.cards.sortByOwner');
    assert.equal(await description(), 'by owner');
    const { roots } = (await access()).view.tree;
    assert.equal(
      roots.at(-1)?.children.length === 0,
      roots.some(({ children }) => children.length === 0),
    );
  });

  it('shows only rows that fit the filter, and says which filter that is', async () => {
    user.willType('zeyTİN');
    await run('maliMuhur.cards.filter');
    assert.deepEqual(await shown(), ['Zeytin']);
    assert.equal(await description(), '“zeyTİN”');

    await run('maliMuhur.cards.clearFilter');
    assert.deepEqual(await shown(), ['Armut', 'Zeytin']);
  });

  it('stays as it was when the user leaves the filter', async () => {
    await run('maliMuhur.cards.filter');
    assert.deepEqual(await shown(), ['Armut', 'Zeytin']);
    assert.equal(await description(), '');
  });

  it('can do without empty readers', async () => {
    await run('maliMuhur.cards.hideEmptyReaders');
    const { roots, all } = (await access()).view.tree;
    const isEmpty = (root: RootNode) => root.kind === 'reader' && root.status.state === 'empty';
    assert.ok(!roots.some(isEmpty));
    assert.equal(all.length - roots.length, all.filter(isEmpty).length);
    assert.equal(await description(), 'empty readers hidden');
  });

  it('gives way to a card that is inserted', async () => {
    const { virtualCards } = await services();
    await virtualCards.eject('Armut');
    user.willType('Zeytin');
    await run('maliMuhur.cards.filter');
    // The simulator has delivered cards too.
    user.willPick('Armut');
    await run('maliMuhur.virtualCard.insert');
    assert.deepEqual(await shown(), ['Armut', 'Zeytin']);
    assert.equal(await description(), '');
  });
});

describe('The selection in the explorer', () => {
  let user: User;

  before(async () => {
    await openExplorer();
    await deleteAll();
  });
  beforeEach(() => (user = new User()));
  afterEach(() => user.leave());
  after(deleteAll);

  async function selected(): Promise<readonly string[]> {
    return (await access()).view.selection.map(({ id }) => id);
  }

  it('goes to a card that was created', async () => {
    user.willPick('Mali mühür').willType('Deneme');
    await run('maliMuhur.virtualCard.create');
    assert.deepEqual(await selected(), [(await cardInTree('Deneme')).id]);
  });

  it('stays where it is while rows come, go and are read again', async () => {
    const before = await selected();
    assert.equal(before.length, 1);
    await run('maliMuhur.cards.refresh');
    await insertNew('Another');
    await run('maliMuhur.cards.sortByExpiry');
    await (await services()).virtualCards.delete('Another');
    await run('maliMuhur.cards.sortByCardOrder');
    assert.deepEqual(await selected(), before);
  });

  it('goes to a card that was inserted', async () => {
    const { virtualCards } = await services();
    await insertNew('Another');
    await virtualCards.eject('Another');
    await run('maliMuhur.virtualCard.insert');
    assert.deepEqual(await selected(), [(await cardInTree('Another')).id]);
  });
});
