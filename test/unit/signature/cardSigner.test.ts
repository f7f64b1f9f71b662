import assert from 'node:assert/strict';
import { noTrace } from '../../../src/card/apdu/trace.ts';
import type { Card, CardSnapshot } from '../../../src/card/card.ts';
import { openCard } from '../../../src/card/openCard.ts';
import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { MuhurError, isMuhurError } from '../../../src/errors.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import { verifyCms } from '../../../src/pki/cms/verifyCms.ts';
import type { CardChoice } from '../../../src/signature/signers/cardSigner.ts';
import { chooseOnCard, openCardSigner } from '../../../src/signature/signers/cardSigner.ts';
import type { CardKind } from '../../rig/virtualCardInVpcd.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';

const CONTENT = Buffer.from('Fatura');
const WISH = { at: new Date() };
const VERIFY = 0x20;

function fails(code: ErrorCode, data?: object): (error: unknown) => true {
  return (error) => {
    assert.ok(isMuhurError(error, code), String(error));
    if (data !== undefined) assert.deepEqual(error.data, data);
    return true;
  };
}

/** A virtual card on one open connection that counts the PINs it carries. */
async function onConnection(kind: CardKind = {}) {
  const { card: virtual, dispose } = await newVirtualCard(kind);
  const readers = new InProcessReaders();
  const reader = readers.insert(virtual);
  const connection = await readers.connect(reader, 'exclusive');
  const counted = { pins: 0, commands: 0 };
  const { card } = openCard(
    {
      ...connection,
      transmit(command) {
        counted.commands++;
        // A VERIFY without data asks for the tries and carries none.
        if (command[1] === VERIFY && command.length > 5) counted.pins++;
        return connection.transmit(command);
      },
    },
    noTrace,
  );
  return {
    card,
    counted,
    pin: new TextEncoder().encode(virtual.secrets.pin),
    pull: () => readers.remove(reader),
    async dispose() {
      await connection.disconnect('reset');
      await readers.remove(reader);
      await dispose();
    },
  };
}

describe('A card that signs', function () {
  this.timeout(30_000);
  let rig: Awaited<ReturnType<typeof onConnection>>;
  let choice: CardChoice;

  const insert = async (kind: CardKind = {}) => {
    rig = await onConnection(kind);
    choice = chooseOnCard(await rig.card.readSnapshot(), WISH);
  };
  const open = (pin: Uint8Array = rig.pin, lastTryConfirmed = false) =>
    openCardSigner(rig.card, choice, { pin, lastTryConfirmed });
  const prepared = (text = 'Fatura') =>
    prepareCms({
      what: { content: Buffer.from(text), detached: false },
      certificate: choice.certificate,
    });
  afterEach(() => rig.dispose());

  for (const kind of [
    { algorithm: 'RSA-2048' },
    { algorithm: 'EC-P384' },
    { profile: 'e-imza' },
  ] as const) {
    it(`signs many times with one PIN: ${JSON.stringify(kind)}`, async () => {
      await insert(kind);
      const signer = await open();
      const all = ['1', '2', '3', '4', '5'].map(async (text) => {
        const one = prepared(text);
        return one.finish(await signer.sign(one.signInput));
      });
      for (const cms of await Promise.all(all)) {
        assert.deepEqual(verifyCms(cms).signers[0]?.problems, []);
      }
      await signer.close();
      assert.equal(rig.counted.pins, 1);
    });
  }

  it('is told its PIN no longer than it needs it', async () => {
    await insert();
    const signer = await open();
    assert.ok(rig.pin.every((byte) => byte === 0));
    await signer.close();
    await assert.rejects(signer.sign(prepared().signInput), fails('cancelled'));
  });

  it('a wrong PIN costs exactly one try, is zeroed, and nothing is signed', async () => {
    await insert();
    const wrong = Buffer.from('000000');
    await assert.rejects(open(wrong), fails('pin/wrong', { triesLeft: 2 }));
    assert.equal(rig.counted.pins, 1);
    assert.ok(wrong.every((byte) => byte === 0));
    assert.deepEqual(await rig.card.readPinStatus(), { state: 'wrong-entered', triesLeft: 2 });
  });

  it('its last try is not spent unless that was confirmed', async () => {
    await insert();
    for (let i = 0; i < 2; i++)
      await assert.rejects(open(Buffer.from('000000')), fails('pin/wrong'));
    const before = rig.counted.pins;
    await assert.rejects(open(Uint8Array.from(rig.pin)), fails('pin/last-try'));
    assert.equal(rig.counted.pins, before);
    const signer = await open(rig.pin, true);
    const one = prepared();
    one.finish(await signer.sign(one.signInput));
  });

  it('when it is locked nothing is sent', async () => {
    await insert();
    for (const confirmed of [false, false, true]) {
      await assert.rejects(
        open(Buffer.from('000000'), confirmed),
        fails(confirmed ? 'pin/blocked' : 'pin/wrong'),
      );
    }
    const before = rig.counted.pins;
    await assert.rejects(open(Uint8Array.from(rig.pin), true), fails('pin/blocked', {}));
    assert.equal(rig.counted.pins, before);
    const snapshot = await rig.card.readSnapshot();
    assert.throws(() => chooseOnCard(snapshot, WISH), fails('pin/blocked'));
  });

  it('pulled out in between, it fails once, and then nothing is sent any more', async () => {
    await insert();
    const signer = await open();
    await signer.sign(prepared().signInput);
    await rig.pull();
    await assert.rejects(signer.sign(prepared().signInput), fails('card/removed'));
    const { pins, commands } = rig.counted;
    for (let i = 0; i < 3; i++) {
      await assert.rejects(signer.sign(prepared().signInput), fails('card/removed'));
    }
    assert.deepEqual(rig.counted, { pins, commands });
    assert.equal(pins, 1);
  });

  it('is refused before its PIN when it takes none on this way', async () => {
    await insert();
    const snapshot: CardSnapshot = { ...(await rig.card.readSnapshot()), takesPin: false };
    assert.throws(() => chooseOnCard(snapshot, WISH), fails('pin/needs-module'));
  });

  it('puts no encryption certificate beside its signature', async () => {
    await insert();
    const { certificates } = await rig.card.readSnapshot();
    assert.equal(certificates.length, 2);
    assert.deepEqual(choice.chain, []);
  });
});

/** A key that asks for the PIN each time, as modules have them. */
describe('A key that asks for the PIN before each signature', () => {
  const choice: CardChoice = {
    id: '45',
    certificate: new Uint8Array(),
    chain: [],
    asksEachTime: true,
  };
  const input = { kind: 'hash', hash: CONTENT } as const;

  const rig = (answers: readonly (Error | null)[]) => {
    const sent: string[] = [];
    const left = [...answers];
    const card = {
      readPinStatus: () => Promise.resolve({ state: 'ready', triesLeft: 3 }),
      verifyPin: (pin: Uint8Array) => {
        sent.push(Buffer.from(pin).toString());
        return Promise.resolve();
      },
      sign: async (_key: string, _input: unknown, pin?: Uint8Array) => {
        sent.push(Buffer.from(pin ?? []).toString());
        await new Promise(setImmediate);
        const answer = left.shift() ?? null;
        if (answer !== null) throw answer;
        return new Uint8Array(1);
      },
    } as unknown as Card;
    return { card, sent };
  };

  it('gets it each time, until the signer is closed, and then it is gone', async () => {
    const { card, sent } = rig([]);
    const pin = Buffer.from('1234');
    const signer = await openCardSigner(card, choice, { pin, lastTryConfirmed: false });
    await Promise.all([signer.sign(input), signer.sign(input)]);
    assert.deepEqual(sent, ['1234', '1234', '1234']);
    await signer.close();
    assert.ok(pin.every((byte) => byte === 0));
  });

  it('gets a PIN that it refused never again, not even for what waits already', async () => {
    const { card, sent } = rig([new MuhurError('pin/wrong', { triesLeft: 2 })]);
    const pin = Buffer.from('1234');
    const signer = await openCardSigner(card, choice, { pin, lastTryConfirmed: false });
    const results = await Promise.allSettled([signer.sign(input), signer.sign(input)]);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    await assert.rejects(signer.sign(input), fails('pin/wrong'));
    assert.deepEqual(sent, ['1234', '1234']);
    await signer.close();
  });
});
