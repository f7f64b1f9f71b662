import assert from 'node:assert/strict';
import { noTrace } from '../../../src/card/apdu/trace.ts';
import { openCard } from '../../../src/card/openCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { fromHex } from '../../../src/hex.ts';
import { fileCard, sealCard } from './fileCard.ts';

const PIN_INSTRUCTIONS = /^..(20|21|24|25|2C|2D)/;
const pin = () => new TextEncoder().encode('123456');

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

describe('reading an AKİS card', () => {
  it('both certificates cost 6 APDUs and for each certificate 1 + ⌈size ÷ 244⌉', async () => {
    const connection = fileCard(sealCard());
    const certificates = await openCard(connection, noTrace).card.readCertificates();
    assert.deepEqual(
      certificates.map(({ id, label, der }) => [id, label, der.length]),
      [
        ['45', '1234567890SIGN0', 300],
        ['46', '1234567890ENCR0', 900],
      ],
    );
    assert.equal(connection.sent.length, 6 + (1 + 2) + (1 + 4));
  });

  const directories: readonly (readonly [string, string, number])[] = [
    ['3F0050155032', 'TokenInfo', 2],
    ['3F0050154402', 'CDF', 0],
    ['3F0050154403', 'AODF', 2],
    ['3F0050154401', 'PrKDF', 2],
  ];
  for (const [path, what, certificatesLeft] of directories) {
    it(`a damaged ${what} is named and the rest of the card stays readable`, async () => {
      const connection = fileCard(sealCard({ [path]: fromHex('30820A') }));
      const snapshot = await openCard(connection, noTrace).card.readSnapshot();
      assert.equal(snapshot.certificates.length, certificatesLeft);
      assert.equal(snapshot.serial, '0102030405060708090A0B0C');
      const named = snapshot.problems.filter(
        (problem) => isMuhurError(problem, 'card/malformed') && problem.data.what === what,
      );
      assert.equal(named.length, 1);
    });

    it(`a missing ${what} is told and the rest of the card stays readable`, async () => {
      const connection = fileCard(sealCard({ [path]: fromHex('6A82') }));
      const snapshot = await openCard(connection, noTrace).card.readSnapshot();
      assert.equal(snapshot.certificates.length, certificatesLeft);
      assert.ok(snapshot.problems.some((problem) => isMuhurError(problem, 'card/status')));
    });
  }

  it('a card without a directory still tells its serial number', async () => {
    const snapshot = await openCard(fileCard({}), noTrace).card.readSnapshot();
    assert.equal(snapshot.serial, '0102030405060708090A0B0C');
    assert.equal(snapshot.certificates.length, 0);
    assert.equal(snapshot.problems.length, 1);
  });

  it('a file that claims four gigabytes is refused, not allocated', async () => {
    const connection = fileCard(sealCard());
    const transmit = connection.transmit.bind(connection);
    connection.transmit = async (command) =>
      command[1] === 0xa4 ? fromHex('6F068004FFFFFFFF9000') : transmit(command);
    const snapshot = await openCard(connection, noTrace).card.readSnapshot();
    assert.ok(snapshot.problems.some((problem) => isMuhurError(problem, 'card/malformed')));
    assert.ok(connection.sent.length < 20);
  });
});

describe('PIN safety: raw PIN commands go only to cards of our own making', () => {
  const unknownAtr = '3B6500002063CB6800';
  const akis2Atr = '3B9F978131FE4580655443D3228231C073F621808105D3';
  const cards: Record<string, [string | undefined, ErrorCode]> = {
    'an AKİS 1.0 card of another maker': [undefined, 'pin/needs-module'],
    'an AKİS 2.x card, which may be an identity card': [akis2Atr, 'pin/needs-module'],
    'an unrecognised card': [unknownAtr, 'card/unrecognised'],
  };
  for (const [name, [atr, code]] of Object.entries(cards)) {
    it(`${name} is sent no VERIFY, CHANGE or RESET RETRY COUNTER, not even an empty one`, async () => {
      const connection = fileCard(sealCard(), atr === undefined ? {} : { atr });
      const { card } = openCard(connection, noTrace);
      const snapshot = await card.readSnapshot();
      assert.equal(snapshot.takesPin, false);
      await assert.rejects(card.verifyPin(pin()), failsWith(code));
      await assert.rejects(card.changePin(pin(), pin()), failsWith(code));
      await assert.rejects(card.unblockPin(pin(), pin()), failsWith(code));
      await assert.rejects(
        card.sign('45', { kind: 'digest-info', digestInfo: pin() }),
        failsWith(code),
      );
      assert.deepEqual(
        connection.sent.filter((command) => PIN_INSTRUCTIONS.test(command)),
        [],
      );
    });
  }

  it('an unrecognised card is sent nothing at all', async () => {
    const connection = fileCard(sealCard(), { atr: unknownAtr });
    await openCard(connection, noTrace).card.readSnapshot();
    assert.deepEqual(connection.sent, []);
  });

  it('an AKİS 1.0 card tells wrong entries by tag 90, without a try', async () => {
    const connection = fileCard(sealCard());
    const transmit = connection.transmit.bind(connection);
    connection.transmit = async (command) => {
      const answer = await transmit(command);
      const isDf = command[1] === 0xa4 && command[4] === 4 && command[7] === 0x50;
      return isDf ? fromHex('6F03900182 9000') : answer;
    };
    const { pin: status } = await openCard(connection, noTrace).card.readSnapshot();
    assert.deepEqual(status, { state: 'last-try', triesLeft: 1 });
  });

  it('a card of another serial number than the known one is refused before a PIN', async () => {
    const first = openCard(fileCard(sealCard(), { kind: 'in-process' }), noTrace);
    await first.card.readSnapshot();
    const layout = first.layout();
    assert.ok(layout);
    const connection = fileCard(sealCard(), { kind: 'in-process' });
    const other = { ...layout, serial: 'FFFFFFFFFFFFFFFFFFFFFFFF' };
    const { card } = openCard(connection, noTrace, other);
    await assert.rejects(card.verifyPin(pin()), failsWith('card/swapped'));
    assert.deepEqual(connection.sent, ['00CA01064D']);
  });

  const unfit: Record<string, [string, ErrorCode]> = {
    'an empty PIN': ['', 'pin/length'],
    'a PIN that is too short': ['123', 'pin/length'],
    'a PIN that is too long': ['1'.repeat(17), 'pin/length'],
    'a PIN with a space': ['123 456', 'pin/characters'],
    'a PIN with Arabic-Indic digits': ['١٢٣٤', 'pin/characters'],
  };
  for (const [name, [value, code]] of Object.entries(unfit)) {
    it(`${name} is refused before it is sent, so it costs no try`, async () => {
      const connection = fileCard(sealCard(), { kind: 'in-process' });
      const { card } = openCard(connection, noTrace);
      await assert.rejects(card.verifyPin(new TextEncoder().encode(value)), failsWith(code));
      assert.deepEqual(
        connection.sent.filter((command) => PIN_INSTRUCTIONS.test(command)),
        [],
      );
    });
  }
});
