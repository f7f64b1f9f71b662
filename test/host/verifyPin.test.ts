import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  cardInTree,
  deleteAll,
  inTree,
  insertNew,
  openExplorer,
  otherThan,
  pinOf,
  run,
  services,
} from './support/access.ts';
import { User } from './support/user.ts';

const NAME = 'Şirket';

/** The number of tries that the tree shows for the card. */
async function triesInTree(count: number): Promise<void> {
  await inTree(`card with ${String(count)} tries left`, (roots) =>
    roots
      .flatMap(({ children }) => children)
      .some((node) => node.kind === 'card' && node.card.pin.triesLeft === count)
      ? true
      : undefined,
  );
}

describe('Verify PIN', () => {
  let user: User;
  let pin: string;

  before(openExplorer);
  beforeEach(async () => {
    await deleteAll();
    await insertNew(NAME);
    pin = await pinOf(NAME);
    user = new User();
  });
  afterEach(() => user.leave());
  after(deleteAll);

  it('says that the right PIN is right, and costs no try', async () => {
    user.willType(pin);
    await run('maliMuhur.pin.verify', await cardInTree(NAME));
    assert.deepEqual(user.heard, ['info: The PIN is right.']);
    const [box] = user.boxes;
    assert.deepEqual(box, {
      title: 'Verify PIN – 3 tries left',
      prompt: `Enter the PIN of the card in “Virtual reader: ${NAME}”.`,
      password: true,
      complaint: undefined,
    });
    await triesInTree(3);
  });

  it('takes the only card when it is run from the palette', async () => {
    user.willType(pin);
    await run('maliMuhur.pin.verify');
    assert.deepEqual(user.choices, []);
    assert.deepEqual(user.heard, ['info: The PIN is right.']);
  });

  it('lets the user choose among several cards', async () => {
    await insertNew('Another');
    user.willPick('AKİS 1.0').willType(pin);
    await run('maliMuhur.pin.verify');
    assert.equal(user.choices[0]?.title, 'Verify PIN');
    assert.equal(user.choices[0].labels.length, 2);
  });

  it('says how many tries a wrong PIN leaves, and does not try again', async () => {
    user.willType(otherThan(pin));
    await run('maliMuhur.pin.verify');
    assert.equal(user.boxes.length, 1);
    assert.match(user.heard.join(), /^error: The PIN is wrong\. That cost a try; 2 are left\. /);
    await triesInTree(2);
  });

  it('shows in the tree, too, the tries that another program has spent', async () => {
    const row = await cardInTree(NAME);
    const { cards } = await services();
    // Nobody reads a card again after a shared connection, as after that of another program.
    await cards.withCard(row.target, 'shared', (card) =>
      assert.rejects(card.verifyPin(Buffer.from(otherThan(pin)))),
    );
    user.willType('1');
    await run('maliMuhur.pin.verify', row);
    assert.equal(user.boxes[0]?.title, 'Verify PIN – 2 tries left');
    await triesInTree(2);
  });

  it('sends nothing until what is typed can be a PIN', async () => {
    user.willType('123', '12 34', '١٢٣٤', '12345678901234567', pin);
    await run('maliMuhur.pin.verify');
    assert.deepEqual(
      user.boxes.map(({ complaint }) => complaint),
      [
        '4 characters at least.',
        'There is a space in it.',
        'Only the digits 0–9 and the letters A–Z and a–z.',
        'Too long: 16 characters at most.',
        undefined,
      ],
    );
    assert.deepEqual(user.heard, ['info: The PIN is right.']);
  });

  it('is silent when the user leaves, and no try is spent', async () => {
    await run('maliMuhur.pin.verify');
    assert.deepEqual(user.heard, []);
    await triesInTree(3);
  });

  it('asks before the last try, and goes on only if the user insists', async () => {
    user.willType(otherThan(pin), otherThan(pin));
    await run('maliMuhur.pin.verify');
    await run('maliMuhur.pin.verify');
    await triesInTree(1);

    await run('maliMuhur.pin.verify');
    assert.match(
      user.heard.at(-1) ?? '',
      /^warning: Only one PIN try is left for the card in .*the card locks/,
    );
    assert.equal(user.boxes.length, 2);

    user.willPress('Use the Last Try').willType(pin);
    await run('maliMuhur.pin.verify');
    assert.equal(user.heard.at(-1), 'info: The PIN is right.');
    await triesInTree(3);
  });

  it('locks the card with the third wrong PIN, and then asks for none', async () => {
    user.willType(otherThan(pin), otherThan(pin), otherThan(pin)).willPress('Use the Last Try');
    for (let i = 0; i < 3; i++) await run('maliMuhur.pin.verify');
    assert.match(
      user.heard.at(-1) ?? '',
      /^error: The PIN is wrong, and that was the last try: the card is locked now/,
    );
    await triesInTree(0);

    await run('maliMuhur.pin.verify');
    assert.match(user.heard.at(-1) ?? '', /^error: The card is locked/);
    assert.equal(user.boxes.length, 3);
  });

  it('does not spend the last try when the others were spent while it asked', async () => {
    const { cards } = await services();
    const { target } = await cardInTree(NAME);
    const wrong = new TextEncoder().encode(otherThan(pin));
    const spendTwo = async (): Promise<void> => {
      for (const left of [2, 1]) {
        const attempt = cards.withCard(target, 'shared', (card) => card.verifyPin(wrong));
        await assert.rejects(attempt, { data: { triesLeft: left } });
      }
    };
    user.willWaitFor(spendTwo).willType(pin);
    await run('maliMuhur.pin.verify');
    assert.match(user.heard.join(), /^error: Only one PIN try is left, and you did not confirm/);
    await triesInTree(1);
  });

  it('sends nothing when the card is gone by then', async () => {
    const { virtualCards } = await services();
    user.willWaitFor(() => virtualCards.eject(NAME)).willType(pin);
    await run('maliMuhur.pin.verify');
    assert.match(user.heard.join(), /^error: There is no reader named/);
  });

  it('shows the file where the PIN of a virtual card is written, and goes on asking', async () => {
    user.willPressButtonOfBox(0).willWaitFor(shown).willType(pin);
    await run('maliMuhur.pin.verify');
    const text = vscode.window.activeTextEditor?.document.getText();
    assert.ok(text?.includes(`"value": "${pin}"`));
    assert.deepEqual(user.heard, ['info: The PIN is right.']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

/** Some document has come to be shown. */
function shown(): Promise<unknown> {
  return new Promise((resolve) => {
    const changes = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (!editor) return;
      changes.dispose();
      resolve(editor);
    });
  });
}
