import assert from 'node:assert/strict';
import {
  cardInTree,
  deleteAll,
  goneFromTree,
  inTree,
  insertNew,
  openExplorer,
  run,
  services,
} from './support/access.ts';
import { skip } from '../support.ts';
import { User } from './support/user.ts';

async function names(): Promise<readonly string[]> {
  const { virtualCards } = await services();
  return (await virtualCards.list()).map(({ name }) => name);
}

async function placeOf(name: string): Promise<string | undefined> {
  const { virtualCards } = await services();
  return (await virtualCards.list()).find((card) => card.name === name)?.place.kind;
}

describe('Virtual cards', () => {
  let user: User;

  before(openExplorer);
  beforeEach(async () => {
    await deleteAll();
    user = new User();
  });
  afterEach(() => user.leave());
  after(deleteAll);

  describe('Create Virtual Card', () => {
    it('asks what it stands in for and its name, and inserts it', async () => {
      user.willPick('Mali mühür').willType('Deneme');
      await run('maliMuhur.virtualCard.create');
      await cardInTree('Deneme');
      assert.deepEqual(
        user.choices.map(({ title }) => title),
        ['Create Virtual Card (1/2)'],
      );
      assert.equal(user.boxes[0]?.title, 'Create Virtual Card (2/2)');
    });

    it('proposes a name that is free', async () => {
      await insertNew('Mali Mühür');
      user.willPick('Mali mühür').willType('');
      await run('maliMuhur.virtualCard.create');
      await cardInTree('Mali Mühür 2');
    });

    it('creates a card with the qualified certificate of a person', async () => {
      user.willPick('E-signature').willType('');
      await run('maliMuhur.virtualCard.create');
      const card = await cardInTree('E-imza');
      assert.ok(card.children.some(({ label }) => label === 'Qualified signature'));
    });

    it('does not take a name twice, nor one that no folder can have', async () => {
      await insertNew('Deneme');
      user.willPick('Mali mühür').willType('DENEME', '../x', 'Başka');
      await run('maliMuhur.virtualCard.create');
      assert.deepEqual(
        user.boxes.map(({ complaint }) => complaint?.slice(0, 12)),
        ['There is alr', 'Use letters,', undefined],
      );
      assert.deepEqual([...(await names())].sort(), ['Başka', 'Deneme']);
    });

    it('creates nothing when the user leaves at either step', async () => {
      await run('maliMuhur.virtualCard.create');
      user.willPick('Mali mühür');
      await run('maliMuhur.virtualCard.create');
      assert.deepEqual(await names(), []);
      assert.deepEqual(user.heard, []);
    });
  });

  describe('Insert Virtual Card', () => {
    it('inserts the only card there is without a question', async () => {
      const { virtualCards } = await services();
      await virtualCards.create('Deneme', 'mali-muhur');
      await run('maliMuhur.virtualCard.insert');
      await cardInTree('Deneme');
      assert.deepEqual(user.choices, []);
    });

    it('creates the first card, and asks what it shall be', async () => {
      user.willPick('Mali mühür').willType('Deneme');
      await run('maliMuhur.virtualCard.insert');
      await cardInTree('Deneme');
    });

    it('says so when every card is in already', async () => {
      await insertNew('Deneme');
      await run('maliMuhur.virtualCard.insert');
      assert.match(user.heard.join(), /^info: Every virtual card is inserted already/);
    });

    it('sees to it that a card is in, without a question, when it is told so', async () => {
      const options = { createIfNone: true };
      await run('maliMuhur.virtualCard.insert', options);
      await cardInTree('Mali Mühür');
      await run('maliMuhur.virtualCard.insert', options);
      assert.deepEqual(await names(), ['Mali Mühür']);

      await (await services()).virtualCards.eject('Mali Mühür');
      await run('maliMuhur.virtualCard.insert', options);
      assert.equal(await placeOf('Mali Mühür'), 'in-process');
      assert.deepEqual(user.heard, []);
    });
  });

  describe('Remove Virtual Card', () => {
    it('takes out the card of the row, and keeps it', async () => {
      const row = await insertNew('Deneme');
      await insertNew('Başka');
      await run('maliMuhur.virtualCard.remove', row);
      await goneFromTree('Deneme');
      assert.equal(await placeOf('Deneme'), 'out');
      assert.equal(await placeOf('Başka'), 'in-process');
    });

    it('lets the user choose when it is run from the palette', async () => {
      await insertNew('Deneme');
      await insertNew('Başka');
      user.willPick('Başka');
      await run('maliMuhur.virtualCard.remove');
      await goneFromTree('Başka');
    });

    it('says so when no card is in', async () => {
      await run('maliMuhur.virtualCard.remove');
      assert.match(user.heard.join(), /^info: No virtual card of this window is inserted/);
    });
  });

  describe('Delete Virtual Card', () => {
    it('deletes the card of the row for good, after a question', async () => {
      const row = await insertNew('Deneme');
      user.willPress('Delete');
      await run('maliMuhur.virtualCard.delete', row);
      await goneFromTree('Deneme');
      assert.deepEqual(await names(), []);
      assert.match(user.heard.join(), /^warning: Delete the virtual card “Deneme”\?.*brought back/);
    });

    it('deletes nothing unless the user agrees', async () => {
      const row = await insertNew('Deneme');
      await run('maliMuhur.virtualCard.delete', row);
      assert.deepEqual(await names(), ['Deneme']);
    });
  });

  describe('Put Virtual Card into a PC/SC Reader', () => {
    it('says what to do when there is no such reader, and puts the card back', async () => {
      const row = await insertNew('Deneme');
      user.willPick('Other Address').willType('35963', '127.0.0.1:1');
      await run('maliMuhur.virtualCard.putIntoReader', row);
      assert.match(
        user.heard.join(),
        /^error: No virtual reader \(vpcd\) answers at 127\.0\.0\.1:1/,
      );
      assert.equal(await placeOf('Deneme'), 'in-process');
    });

    it('shows the card to every program of the computer, and takes it out again', async function () {
      if (process.env['MUHUR_RIG'] !== '1') skip(this, 'there is no PC/SC service of our own');
      const row = await insertNew('Deneme');
      user.willPick('Virtual reader (vpcd) at 127.0.0.1:35963');
      await run('maliMuhur.virtualCard.putIntoReader', row);
      const card = await inTree('card in a PC/SC reader', (roots) =>
        roots
          .filter(({ status }) => status.kind === 'pcsc')
          .flatMap(({ children }) => children)
          .find((node) => node.kind === 'card'),
      );
      assert.equal(card.target.serial, row.target.serial);
      assert.match(card.context, /^card:virtual:pcsc:pin-ready$/);

      await run('maliMuhur.virtualCard.remove', card);
      await inTree('empty PC/SC reader', (roots) =>
        roots.every(({ status }) => status.kind === 'pcsc' && status.state === 'empty')
          ? true
          : undefined,
      );
    });
  });
});
