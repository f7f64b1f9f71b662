import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { isMuhurError } from '../../src/errors.ts';
import type { CommandId } from '../../src/contributions.ts';
import { access, deleteAll, openExplorer, run, services } from './support/access.ts';
import { otherSecret, PinCard } from './support/pinCard.ts';
import { bytesOfTexts, linesWritten } from './support/recorded.ts';
import { filesThatTell, secretsIn } from './support/searchSecrets.ts';
import { User } from './support/user.ts';

/** Long enough to be found only where it was written. */
const PIN = 'Qx7Tm2Rk9Wz4Lp1V';
const PINS = {
  PIN,
  second: 'Hd5Nc8Ys3Bj6Gf0K',
  third: 'Vt4Zq9Xa1Ue7Mo2C',
  wrong: 'Jw6Dk3Pr8Sn5Ib0E',
};

describe('A PIN or PUK that was typed', () => {
  let user: User;
  let card: PinCard;
  let secrets: readonly string[];
  /** Everything that an operation on a card was rejected with. */
  const thrown: unknown[] = [];
  const started = bytesOfTexts.length;

  const perform = async (command: CommandId): Promise<unknown> => run(command, await card.row());

  before(async () => {
    await openExplorer();
    await deleteAll();
    const { cards } = await services();
    const withCard = cards.withCard.bind(cards);
    cards.withCard = async (...args) => {
      try {
        return await withCard<never>(...(args as Parameters<typeof withCard<never>>));
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    };
    card = await PinCard.insertNew('Şirket');
    secrets = [...Object.values(PINS), card.puk, otherSecret(card.puk)];

    // Every way through the dialogs, and every way out of them.
    user = new User();
    user.willType(card.pin, PIN, PIN);
    await perform('maliMuhur.pin.change');
    user.willType(PIN);
    await perform('maliMuhur.pin.verify');
    user.willType(PINS.wrong);
    await perform('maliMuhur.pin.verify');
    user.willType(PIN, PINS.second, PINS.wrong, PINS.second);
    await perform('maliMuhur.pin.change');
    user.willType(PINS.second, PINS.third).willLeave();
    await perform('maliMuhur.pin.change');
    user.willType(PINS.second, PINS.third).willGoBack().willGoBack().willLeave();
    await perform('maliMuhur.pin.change');
    user.willType(PINS.wrong, PINS.wrong, PINS.wrong).willPress('Use the Last Try');
    for (let i = 0; i < 3; i++) await perform('maliMuhur.pin.verify');
    const { wrong, third } = PINS;
    user.willPress('Enter the PUK').willType(otherSecret(card.puk), wrong, wrong);
    await perform('maliMuhur.pin.unblock');
    user.willPress('Enter the PUK').willType(card.puk, third).willLeave();
    await perform('maliMuhur.pin.unblock');
    user.willPress('Enter the PUK').willType(card.puk, third, third);
    await perform('maliMuhur.pin.unblock');
    const { virtualCards } = await services();
    user.willWaitFor(() => virtualCards.eject('Şirket')).willType(third);
    await perform('maliMuhur.pin.verify');
    user.leave();
    cards.withCard = withCard;
  });
  after(deleteAll);

  it('has done all that this is about', () => {
    const kinds = user.heard.map((text) => /^\w+: [^.?]+/.exec(text)?.[0]);
    assert.deepEqual(kinds, [
      'info: The PIN was changed',
      'info: The PIN is right',
      'error: The PIN is wrong',
      'info: The PIN was changed',
      'error: The PIN is wrong',
      'error: The PIN is wrong',
      'warning: Only one PIN try is left for the card in “Virtual reader: Şirket”',
      'error: The PIN is wrong, and that was the last try: the card is locked now',
      'warning: Unlock the card in “Virtual reader: Şirket” with its PUK',
      'error: The PUK is wrong',
      'warning: Unlock the card in “Virtual reader: Şirket” with its PUK',
      'warning: Unlock the card in “Virtual reader: Şirket” with its PUK',
      'info: The card is unlocked; from now on it takes the new PIN',
      'error: There is no reader named “Virtual reader: Şirket”',
    ]);
  });

  it('would be found in every form', () => {
    const bytes = Buffer.from(PIN);
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = Buffer.concat([Buffer.from(before), bytes, Buffer.from('xyz')]);
      for (const form of [text.toString('hex'), text.toString('base64'), text.toString()]) {
        assert.notDeepEqual(secretsIn(form, secrets), [], form);
      }
    }
  });

  it('is in no line of the log, although each of its commands is', () => {
    const text = linesWritten.join('\n');
    for (const name of ['VERIFY', 'CHANGE REFERENCE DATA', 'RESET RETRY COUNTER']) {
      assert.match(text, new RegExp(`${name} [0-9A-F ]+ \\[···\\]`));
    }
    assert.deepEqual(secretsIn(text, secrets), []);
  });

  it('is in no error that was thrown, nor in anything the user was told', () => {
    assert.ok(thrown.some((error) => isMuhurError(error, 'pin/wrong')));
    assert.ok(thrown.some((error) => isMuhurError(error, 'puk/wrong')));
    const text = thrown
      .map((error) => inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error))
      .join('\n');
    assert.deepEqual(secretsIn(text, secrets), []);
    assert.deepEqual(secretsIn(JSON.stringify([user.heard, user.boxes, user.hints]), secrets), []);
  });

  it('is in no setting and no memory of the extension', async () => {
    const { context } = await access();
    const stored = [context.globalState, context.workspaceState].flatMap((memory) =>
      memory.keys().map((key) => [key, memory.get(key)]),
    );
    const text = JSON.stringify([stored, vscode.workspace.getConfiguration()]);
    assert.deepEqual(secretsIn(text, secrets), []);
    // The key under which the simulator keeps PINs is none of them.
    assert.deepEqual(await context.secrets.keys(), ['maliMuhur.simulator.key']);
    const key = await context.secrets.get('maliMuhur.simulator.key');
    assert.match(key ?? '', /^[A-Za-z0-9+/]{43}=$/);
  });

  it('is in no file of this VS Code but the state of the card itself', () => {
    const home = dirname(process.env['HOME'] ?? '');
    assert.match(home, /muhur-host-/);
    assert.deepEqual(filesThatTell(home, secrets), []);
  });

  it('is overwritten wherever it was bytes', () => {
    const mine = bytesOfTexts.slice(started).filter(({ text }) => secrets.includes(text));
    assert.ok(mine.length >= 20, String(mine.length));
    const left = mine.filter(({ bytes }) => bytes.some((byte) => byte !== 0));
    assert.equal(left.length, 0);
  });
});
