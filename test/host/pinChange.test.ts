import assert from 'node:assert/strict';
import { deleteAll, openExplorer, run, services } from './support/access.ts';
import { otherSecret, PinCard } from './support/pinCard.ts';
import { User } from './support/user.ts';

const NAME = 'Şirket';
const NEW = 'Yeni2468';

describe('Change PIN', () => {
  let user: User;
  let card: PinCard;

  const change = async (): Promise<unknown> => run('maliMuhur.pin.change', await card.row());
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

  it('asks for the present PIN and twice for the new one, and sets that', async () => {
    user.willType(card.pin, NEW, NEW);
    await change();
    assert.deepEqual(user.heard, ['info: The PIN was changed.']);
    assert.deepEqual(
      user.boxes.map(({ title, prompt, password }) => [title, prompt, password]),
      [
        [
          'Change PIN – 3 tries left (1/3)',
          `Enter the present PIN of the card in “Virtual reader: ${NAME}”.`,
          true,
        ],
        ['Change PIN – 3 tries left (2/3)', 'Choose a new PIN of 4 to 16 characters.', true],
        ['Change PIN – 3 tries left (3/3)', 'Enter the new PIN once more.', true],
      ],
    );
    assert.equal((await card.secrets()).pin, NEW);
    await card.showsTries('pin', 3);
  });

  it('takes the only card when it is run from the palette', async () => {
    user.willType(card.pin, NEW, NEW);
    await run('maliMuhur.pin.change');
    assert.equal((await card.secrets()).pin, NEW);
  });

  it('changes nothing with a wrong PIN, which costs a try', async () => {
    user.willType(otherSecret(card.pin), NEW, NEW);
    await change();
    assert.match(user.heard.join(), /^error: The PIN is wrong\. That cost a try; 2 are left\./);
    await unchanged();
    await card.showsTries('pin', 2);
  });

  for (const [what, text, complaint] of [
    ['empty', '', '4 characters at least.'],
    ['too short', '123', '4 characters at least.'],
    ['too long', '12345678901234567', 'Too long: 16 characters at most.'],
    ['of Arabic digits', '٢٤٦٨', 'Only the digits 0–9 and the letters A–Z and a–z.'],
    ['of full-width digits', '２４６８', 'Only the digits 0–9 and the letters A–Z and a–z.'],
    ['with a Turkish letter', 'şifre12', 'Only the digits 0–9 and the letters A–Z and a–z.'],
    ['with a sign', '24-68', 'Only the digits 0–9 and the letters A–Z and a–z.'],
    ['pasted with spaces', ' 2468 ', 'There is a space in it.'],
    ['pasted with a line end', '2468\n', 'There is a space in it.'],
    ['pasted with a no-break space', '2468\u00a0', 'There is a space in it.'],
  ] as const) {
    it(`says at once what is wrong with one that is ${what}, wherever it is typed`, async () => {
      user.willType(text, card.pin, text, NEW, `${NEW}x`, text, NEW);
      await change();
      const complaints = user.boxes.map((box) => box.complaint);
      const differs = 'This is not the new PIN you entered before.';
      assert.deepEqual(complaints, [
        complaint,
        undefined,
        complaint,
        undefined,
        differs,
        differs,
        undefined,
      ]);
      // Nothing is wrong with a box in which nothing was typed yet.
      if (text !== '') assert.equal(user.hints[0], complaint);
      assert.deepEqual(user.heard, ['info: The PIN was changed.']);
      await card.showsTries('pin', 3);
    });
  }

  it('does not take the present PIN for a new one', async () => {
    user.willType(card.pin, card.pin).willLeave();
    await change();
    assert.equal(user.hints.at(-1), 'This is the present PIN. Choose another one.');
    assert.equal(user.boxes.at(-1)?.complaint, 'This is the present PIN. Choose another one.');
    assert.deepEqual(user.heard, []);
    await card.showsTries('pin', 3);
  });

  for (const typed of [0, 1, 2]) {
    it(`is silent when the user leaves at step ${String(typed + 1)}`, async () => {
      user.willType(...[card.pin, NEW, NEW].slice(0, typed)).willLeave();
      await change();
      assert.equal(user.boxes.length, typed);
      assert.deepEqual(user.heard, []);
      await unchanged();
      await card.showsTries('pin', 3);
    });
  }

  it('goes back from each step, and then asks anew', async () => {
    user.willType('0000').willGoBack();
    user.willType(card.pin, '1357').willGoBack();
    user.willType(NEW, NEW);
    await change();
    assert.deepEqual(
      user.boxes.map(({ title }) => title?.slice(-5)),
      ['(1/3)', '(1/3)', '(2/3)', '(2/3)', '(3/3)'],
    );
    assert.deepEqual(user.heard, ['info: The PIN was changed.']);
    assert.equal((await card.secrets()).pin, NEW);
    await card.showsTries('pin', 3);
  });

  it('asks before the last try, and goes on only if the user insists', async () => {
    await card.leavePinTries(1);
    await change();
    assert.match(
      user.heard.at(-1) ?? '',
      /^warning: Only one PIN try is left for the card in .*the card locks/,
    );
    assert.equal(user.boxes.length, 0);

    user.willPress('Use the Last Try').willType(card.pin, NEW, NEW);
    await change();
    assert.equal(user.heard.at(-1), 'info: The PIN was changed.');
    assert.equal(user.boxes[0]?.title, 'Change PIN – last try (1/3)');
  });

  it('asks nothing when the card is locked, and shows the way out', async () => {
    await card.leavePinTries(0);
    await change();
    assert.match(user.heard.join(), /^error: The card is locked.*No try was spent just now\./);
    assert.equal(user.offered[0], 'Unlock Card with PUK');
    assert.equal(user.boxes.length, 0);
  });

  it('does not spend the last try when the others were spent while it asked', async () => {
    user.willType(card.pin, NEW);
    user.willWaitFor(() => card.leavePinTries(1)).willType(NEW);
    await change();
    assert.match(user.heard.join(), /^error: Only one PIN try is left, and you did not confirm/);
    await unchanged();
    await card.showsTries('pin', 1);
  });

  it('sends nothing when the card is gone by then', async () => {
    const { virtualCards } = await services();
    user.willType(card.pin, NEW).willWaitFor(() => virtualCards.eject(NAME));
    user.willType(NEW);
    await change();
    assert.match(user.heard.join(), /^error: There is no reader named.*Nothing was sent\./);
    await unchanged();
  });

  it('sends nothing to another card that is in the reader by then', async () => {
    const swap = async (): Promise<void> => {
      await deleteAll();
      card = await PinCard.insertNew(NAME);
    };
    user.willType(card.pin, NEW).willWaitFor(swap).willType(NEW);
    await change();
    assert.match(user.heard.join(), /^error: This is not the card you started with/);
    await unchanged();
    await card.showsTries('pin', 3);
  });
});
