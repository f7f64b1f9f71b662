import assert from 'node:assert/strict';
import { deleteAll, openExplorer, run, services } from './support/access.ts';
import { otherSecret, PinCard } from './support/pinCard.ts';
import { User } from './support/user.ts';

const NAME = 'Şirket';
const NEW = '24681357';

describe('Unlock Card with PUK', () => {
  let user: User;
  let card: PinCard;

  const unlock = async (): Promise<unknown> => run('maliMuhur.pin.unblock', await card.row());
  const unchanged = async (): Promise<void> => {
    assert.equal((await card.secrets()).pin, card.pin);
  };

  before(openExplorer);
  beforeEach(async () => {
    await deleteAll();
    card = await PinCard.insertNew(NAME);
    user = new User();
  });
  afterEach(() => user.leave());
  after(deleteAll);

  describe('of a locked card', () => {
    beforeEach(() => card.leavePinTries(0));

    it('says what three wrong PUKs do, asks, and gives the card a new PIN', async () => {
      user.willPress('Enter the PUK').willType(card.puk, NEW, NEW);
      await unlock();
      assert.match(
        user.heard[0] ?? '',
        /^warning: Unlock the card in .* with its PUK\? PUK: 3 tries left\nThree wrong PUKs destroy the card.*own cost\.$/,
      );
      assert.deepEqual(
        user.boxes.map(({ title, prompt, password }) => [title, prompt, password]),
        [
          [
            'Unlock Card with PUK – PUK: 3 tries left (1/3)',
            `Enter the PUK, not the PIN, of the card in “Virtual reader: ${NAME}”.`,
            true,
          ],
          [
            'Unlock Card with PUK – PUK: 3 tries left (2/3)',
            'Choose a new PIN of 4 to 16 characters.',
            true,
          ],
          ['Unlock Card with PUK – PUK: 3 tries left (3/3)', 'Enter the new PIN once more.', true],
        ],
      );
      assert.equal(
        user.heard.at(-1),
        'info: The card is unlocked; from now on it takes the new PIN.',
      );
      assert.equal((await card.secrets()).pin, NEW);
      await card.showsTries('pin', 3);
    });

    it('is what the button of Verify PIN does', async () => {
      user.willPress('Unlock Card with PUK', 'Enter the PUK').willType(card.puk, NEW, NEW);
      await run('maliMuhur.pin.verify', await card.row());
      await card.showsTries('pin', 3);
      assert.equal((await card.secrets()).pin, NEW);
    });

    it('asks nothing unless the user wants the PUK to be used', async () => {
      await unlock();
      assert.equal(user.heard.length, 1);
      assert.equal(user.boxes.length, 0);
      await card.showsTries('puk', 3);
    });

    for (const typed of [0, 1, 2]) {
      it(`is silent when the user leaves at step ${String(typed + 1)}`, async () => {
        user.willPress('Enter the PUK');
        user.willType(...[card.puk, NEW, NEW].slice(0, typed)).willLeave();
        await unlock();
        assert.equal(user.boxes.length, typed);
        assert.equal(user.heard.length, 1);
        await unchanged();
        await card.showsTries('puk', 3);
      });
    }

    it('goes back from each step, and then asks anew', async () => {
      user.willPress('Enter the PUK').willType('00000000').willGoBack();
      user.willType(card.puk, '1357').willGoBack();
      user.willType(NEW, NEW);
      await unlock();
      assert.deepEqual(
        user.boxes.map(({ title }) => title?.slice(-5)),
        ['(1/3)', '(1/3)', '(2/3)', '(2/3)', '(3/3)'],
      );
      assert.equal((await card.secrets()).pin, NEW);
      await card.showsTries('puk', 3);
    });

    it('takes neither a PUK of another length nor the PUK for a PIN', async () => {
      const { puk } = card;
      user.willPress('Enter the PUK');
      user.willType('1234567', '123456789', '1234 5678', '١٢٣٤٥٦٧٨', puk, puk, NEW, '2468', NEW);
      await unlock();
      assert.deepEqual(
        user.boxes.map(({ complaint }) => complaint),
        [
          'Exactly 8 characters.',
          'Exactly 8 characters.',
          'There is a space in it.',
          'Only the digits 0–9 and the letters A–Z and a–z.',
          undefined,
          'This is the PUK. Choose another PIN.',
          undefined,
          'This is not the new PIN you entered before.',
          undefined,
        ],
      );
      // What may still become right is not blamed while it is typed.
      assert.equal(user.hints.at(-2), undefined);
      await card.showsTries('puk', 3);
    });

    it('says what a wrong PUK cost, and keeps the card locked', async () => {
      user.willPress('Enter the PUK').willType(otherSecret(card.puk), NEW, NEW);
      await unlock();
      assert.match(user.heard.at(-1) ?? '', /^error: The PUK is wrong\. That cost a try; 2 are/);
      await card.showsTries('puk', 2);
      await unchanged();
    });

    it('wants the last PUK try to be chosen twice, and Enter alone chooses to stop', async () => {
      await card.leavePukTries(1);
      user.willPress('Enter the PUK').willPick('Keep the Card as It Is');
      await unlock();
      assert.equal(user.boxes.length, 0);
      assert.deepEqual(user.choices[0]?.labels, ['Keep the Card as It Is', 'Use the Last PUK Try']);
      assert.match(user.heard[0] ?? '', /PUK: last try\n/);

      user.willPress('Enter the PUK');
      await unlock();
      assert.equal(user.boxes.length, 0);

      user.willPress('Enter the PUK').willPick('Use the Last PUK Try');
      user.willType(card.puk, NEW, NEW);
      await unlock();
      assert.equal((await card.secrets()).pin, NEW);
      await card.showsTries('puk', 3);
    });

    it('ends the card with the third wrong PUK, and then asks for none', async () => {
      const wrong = otherSecret(card.puk);
      for (const left of [2, 1]) {
        user.willPress('Enter the PUK').willType(wrong, NEW, NEW);
        await unlock();
        await card.showsTries('puk', left);
      }
      user.willPress('Enter the PUK').willPick('Use the Last PUK Try').willType(wrong, NEW, NEW);
      await unlock();
      assert.match(
        user.heard.at(-1) ?? '',
        /^error: The PUK is wrong, and that was the last try\. This card can never be unlocked/,
      );
      await card.showsTries('puk', 0);

      const asked = user.boxes.length;
      await unlock();
      assert.match(user.heard.at(-1) ?? '', /^error: The PUK is locked.*No try was spent just now/);
      assert.equal(user.boxes.length, asked);
    });

    it('does not spend the last PUK try when the others were spent while it asked', async () => {
      user.willPress('Enter the PUK').willType(card.puk, NEW);
      user.willWaitFor(() => card.leavePukTries(1)).willType(NEW);
      await unlock();
      assert.match(
        user.heard.at(-1) ?? '',
        /^error: Only one PUK try is left, and you did not confirm.*Nothing was sent/,
      );
      await card.showsTries('puk', 1);
    });

    it('sends nothing when the card is gone by then', async () => {
      const { virtualCards } = await services();
      user.willPress('Enter the PUK').willType(card.puk, NEW);
      user.willWaitFor(() => virtualCards.eject(NAME)).willType(NEW);
      await unlock();
      assert.match(user.heard.at(-1) ?? '', /^error: There is no reader named/);
      await unchanged();
    });

    it('sends nothing to another card that is in the reader by then', async () => {
      const swap = async (): Promise<void> => {
        await deleteAll();
        card = await PinCard.insertNew(NAME);
      };
      user.willPress('Enter the PUK').willType(card.puk, NEW).willWaitFor(swap).willType(NEW);
      await unlock();
      assert.match(user.heard.at(-1) ?? '', /^error: This is not the card you started with/);
      await unchanged();
      await card.showsTries('puk', 3);
    });
  });

  describe('of a card that is not locked', () => {
    it('says so, and does nothing unless the user goes on', async () => {
      await unlock();
      assert.match(
        user.heard.join(),
        /^warning: The card in .* is not locked\. PIN: 3 tries left.*Three wrong PUKs destroy/s,
      );
      assert.deepEqual(user.offered, ['Change PIN', 'Use the PUK Anyway']);
      assert.equal(user.boxes.length, 0);
    });

    it('changes the PIN instead, if the user knows it', async () => {
      user.willPress('Change PIN').willType(card.pin, NEW, NEW);
      await unlock();
      assert.equal(user.heard.at(-1), 'info: The PIN was changed.');
      assert.equal((await card.secrets()).pin, NEW);
    });

    it('uses the PUK all the same, if the user insists', async () => {
      user.willPress('Use the PUK Anyway').willType(card.puk, NEW, NEW);
      await unlock();
      assert.equal((await card.secrets()).pin, NEW);
    });
  });
});
