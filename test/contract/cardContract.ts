import assert from 'node:assert/strict';
import type { CardLayout } from '../../src/card/akis/layout.ts';
import { noTrace } from '../../src/card/apdu/trace.ts';
import { openCard } from '../../src/card/openCard.ts';
import type { PinStatus } from '../../src/card/card.ts';
import type { CardConnection, ShareMode } from '../../src/card/reader/reader.ts';
import type { Session } from './keyContract.ts';
import { bytes, describeKeyContract, failsWith } from './keyContract.ts';

/** One kind of card, fresh for each test: full tries, PIN and PUK as given. */
export interface CardUnderTest {
  readonly pin: string;
  readonly puk: string;
  /** Connects, acts, and lets go so that a verified PIN is forgotten, as every PIN operation does. */
  readonly session: Session;
  dispose(): Promise<void>;
}

/** Sessions by raw APDUs. */
export function apduSessions(connect: (mode: ShareMode) => Promise<CardConnection>): Session {
  let layout: CardLayout | null = null;
  return async (action) => {
    const connection = await connect('exclusive');
    try {
      const open = openCard(connection, noTrace, layout);
      const result = await action(open.card);
      layout = open.layout();
      return result;
    } finally {
      await connection.disconnect('reset');
    }
  };
}

/** In what the ways to a card differ. */
export interface Way {
  readonly serial: RegExp;
  /** What is told of a PIN with that many of its three tries left. */
  readonly status: (left: number) => PinStatus;
  /** What a refused PIN tells that leaves that many tries. */
  readonly leftAfterWrong: (left: number) => number | null;
  /** The longest PIN. */
  readonly longest: number;
  /** Does the card lock itself after three wrong PINs? */
  readonly locks: boolean;
  /** Does the PUK unlock it, and has tries of its own? */
  readonly takesPuk: boolean;
  /** Does it take raw commands of its issuer? */
  readonly relays: boolean;
}

/** Our own card, which tells the exact number. */
export const BY_APDU: Way = {
  serial: /^[0-9A-F]{24}$/,
  status: (left) => ({ state: stateFor(left), triesLeft: left }),
  leftAfterWrong: (left) => left,
  longest: 16,
  locks: true,
  takesPuk: true,
  relays: true,
};

function stateFor(left: number): PinStatus['state'] {
  return (['blocked', 'last-try', 'wrong-entered'] as const)[left] ?? 'ready';
}

/** What every kind of card must do, whichever way it is reached. */
export function describeCardContract(
  kind: string,
  make: () => Promise<CardUnderTest>,
  way: Way = BY_APDU,
): void {
  describe(`the card contract, kept by ${kind}`, function () {
    this.timeout(20_000);
    let rig: CardUnderTest;

    beforeEach(async () => {
      rig = await make();
    });

    afterEach(() => rig.dispose());

    const session: Session = (action) => rig.session(action);
    const verify = (pin: string) => session((card) => card.verifyPin(bytes(pin)));
    const unblock = (puk: string, pin: string) =>
      session((card) => card.unblockPin(bytes(puk), bytes(pin)));
    const pinStatus = async () => (await session((card) => card.readSnapshot())).pin;
    const pukStatus = async () => (await session((card) => card.readSnapshot())).puk;
    /** A PIN that is wrong, and leaves that many tries. */
    const wrong = (left: number) => failsWith('pin/wrong', { triesLeft: way.leftAfterWrong(left) });
    const lock = async () => {
      for (const left of [2, 1]) await assert.rejects(verify('000000'), wrong(left));
      await assert.rejects(verify('000000'), failsWith('pin/blocked'));
    };

    describe('reading', () => {
      it('tells the same serial number every time', async () => {
        const first = await session((card) => card.readSerial());
        assert.match(first ?? '', way.serial);
        assert.equal(await session((card) => card.readSerial()), first);
      });

      it('gives the signing and the encryption certificate, and their keys by the same id', async () => {
        const { certificates, keys, problems, takesPin } = await session((card) =>
          card.readSnapshot(),
        );
        assert.deepEqual(problems, []);
        assert.equal(takesPin, true);
        const labels = certificates.map(({ label }) => label.replace(/^\d{10}/, ''));
        assert.deepEqual(labels, ['SIGN0', 'ENCR0']);
        assert.deepEqual(
          keys.map(({ id }) => id),
          certificates.map(({ id }) => id),
        );
      });

      it('needs no PIN and costs no try', async () => {
        await session((card) => card.readSnapshot());
        assert.deepEqual(await pinStatus(), way.status(3));
        assert.deepEqual(await pukStatus(), way.status(3));
      });
    });

    describe('PIN', () => {
      it('the right one is taken, and restores the tries', async () => {
        await assert.rejects(verify('000000'), wrong(2));
        assert.deepEqual(await pinStatus(), way.status(2));
        await verify(rig.pin);
        assert.deepEqual(await pinStatus(), way.status(3));
      });

      if (way.locks) {
        it('two wrong ones leave the last try, three lock it, and then the right one is refused', async () => {
          for (const left of [2, 1]) {
            await assert.rejects(verify('000000'), wrong(left));
          }
          assert.deepEqual(await pinStatus(), way.status(1));
          await assert.rejects(verify('000000'), failsWith('pin/blocked'));
          assert.deepEqual(await pinStatus(), way.status(0));
          await assert.rejects(verify(rig.pin), failsWith('pin/blocked'));
        });
      }

      for (const [what, pin, code] of [
        ['empty', '', 'pin/length'],
        ['too short', '123', 'pin/length'],
        ['too long', '1'.repeat(way.longest + 1), 'pin/length'],
        ['with a space', '12 456', 'pin/characters'],
        ['with non-ASCII digits', '١٢٣', 'pin/characters'],
      ] as const) {
        it(`one that is ${what} is refused and costs no try`, async () => {
          await assert.rejects(verify(pin), failsWith(code));
          assert.deepEqual(await pinStatus(), way.status(3));
        });
      }

      it('the caller’s bytes stay the caller’s', async () => {
        const pin = bytes(rig.pin);
        await session((card) => card.verifyPin(pin));
        assert.deepEqual(pin, bytes(rig.pin));
      });
    });

    describe('changing the PIN', () => {
      const change = (from: string, to: string) =>
        session((card) => card.changePin(bytes(from), bytes(to)));

      it('the new one is good from then on, the old one is wrong', async () => {
        await change(rig.pin, '24681357');
        await verify('24681357');
        await assert.rejects(verify(rig.pin), wrong(2));
      });

      it('a wrong old PIN costs a try and changes nothing', async () => {
        await assert.rejects(change('000000', '24681357'), wrong(2));
        await verify(rig.pin);
      });

      it('a new PIN that does not fit costs no try and changes nothing', async () => {
        await assert.rejects(change(rig.pin, '1'), failsWith('pin/length'));
        await assert.rejects(change(rig.pin, '12345 '), failsWith('pin/characters'));
        assert.deepEqual(await pinStatus(), way.status(3));
        await verify(rig.pin);
      });

      if (way.locks) {
        it('a locked PIN cannot be changed', async () => {
          await lock();
          await assert.rejects(change(rig.pin, '24681357'), failsWith('pin/blocked'));
        });
      }
    });

    if (way.takesPuk) {
      describe('unlocking with the PUK', () => {
        it('gives a new PIN and all tries back', async () => {
          await lock();
          await unblock(rig.puk, '24681357');
          assert.deepEqual(await pinStatus(), way.status(3));
          await verify('24681357');
        });

        it('a wrong PUK costs a PUK try and leaves the PIN locked', async () => {
          await lock();
          await assert.rejects(
            unblock('00000000', '24681357'),
            failsWith('puk/wrong', { triesLeft: 2 }),
          );
          assert.deepEqual(await pukStatus(), { state: 'wrong-entered', triesLeft: 2 });
          assert.equal((await pinStatus()).state, 'blocked');
        });

        it('three wrong PUKs end the card: the right one is refused too', async () => {
          await lock();
          for (const left of [2, 1]) {
            await assert.rejects(
              unblock('00000000', '24681357'),
              failsWith('puk/wrong', { triesLeft: left }),
            );
          }
          await assert.rejects(unblock('00000000', '24681357'), failsWith('puk/blocked'));
          assert.equal((await pukStatus()).state, 'blocked');
          await assert.rejects(unblock(rig.puk, '24681357'), failsWith('puk/blocked'));
        });

        if (way.relays) {
          it('by a relay: the issuer’s own command unlocks, and its answer comes back as it is', async () => {
            await lock();
            const data = Buffer.from(`${rig.puk}654321`);
            const command = Uint8Array.of(0, 0x2c, 0, 0x80, data.length, ...data);
            const answer = await session((card) => card.relay(command));
            assert.deepEqual([...answer], [0x90, 0x00]);
            await verify('654321');
          });
        }

        it('a new PIN that does not fit costs no PUK try', async () => {
          await lock();
          await assert.rejects(unblock(rig.puk, '12'), failsWith('pin/length'));
          assert.equal((await pukStatus()).triesLeft, 3);
        });

        it('a PUK that does not fit is refused and costs nothing', async () => {
          await lock();
          await assert.rejects(unblock('', '24681357'), failsWith('puk/length'));
          await assert.rejects(unblock('1234 5678', '24681357'), failsWith('puk/length'));
          assert.equal((await pukStatus()).triesLeft, 3);
        });
      });
    }

    describeKeyContract('RSA-2048', () => rig);
  });
}

/** The same for a card whose signature key is EC; what does not depend on keys is left out. */
export function describeEcCardContract(kind: string, make: () => Promise<CardUnderTest>): void {
  describe(`the card contract for EC keys, kept by ${kind}`, function () {
    this.timeout(20_000);
    let rig: CardUnderTest;

    beforeEach(async () => {
      rig = await make();
    });

    afterEach(() => rig.dispose());

    describeKeyContract('EC-P384', () => rig);
  });
}
