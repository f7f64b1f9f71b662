import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '../../../src/hex.ts';
import * as operations from '../../../src/portal/contract/cardOperations.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import { newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';
import { Unlocking, assertUnlocked, triesOf, withCard, withLocked } from './support/unlocking.ts';

const ATR_V1 = '3BBA11008131FE4D55454B41452056312E30AE';
const ATR_V2 = '3B9F978131FE458065544320C3E131C073F6218081905A';
const GET_SERIAL = { apdu: '00CA01064D', name: 'GET DATA' };

describe('Kilit Çözme,', () => {
  const portal = testSimulator();

  describe('cards that are not ours', () => {
    const startWith = async (body: { cardSerial: string; atr: string }) => {
      const { session } = await newSignedIn(portal);
      const input = { body: { kind: 'unlock' as const, ...body } };
      return session.call(operations.startCardOperation, input);
    };
    const ours = '4D4D54000000000000000000';

    for (const [what, body, code] of [
      ['an AKİS 2 card', { cardSerial: ours, atr: ATR_V2 }, 'portal/real-card'],
      ['a card that is no AKİS', { cardSerial: ours, atr: '3B00' }, 'portal/real-card'],
      ['no answer to reset', { cardSerial: ours, atr: '' }, 'portal/real-card'],
      [
        'a real V1.0 card',
        { cardSerial: '0102030405060708090A0B0C', atr: ATR_V1 },
        'portal/real-card',
      ],
      ['a virtual card of nobody', { cardSerial: ours, atr: ATR_V1 }, 'portal/not-found'],
      [
        'an ATR with more than there can be',
        { cardSerial: ours, atr: '3B'.repeat(40) },
        'portal/input',
      ],
    ] as const) {
      it(`are refused before any command: ${what}`, async () => {
        await assert.rejects(startWith(body), { code });
      });
    }

    it('another card in the reader is told nothing secret, and costs the operation nothing', async () => {
      await withLocked(portal, async (unlocking) => {
        const record = new Uint8Array(0x4d).fill(0x11);
        const failed = await unlocking.answer(await unlocking.start(), `${toHex(record)}9000`);
        assert.equal(failed.state, 'failed');
        assert.equal(failed.command, null);
        assert.equal(failed.failure?.code, 'portal/other-card');
        assert.deepEqual(failed.failure.data, {
          expected: unlocking.card.serial,
          actual: '11'.repeat(12),
        });
        assert.equal((await unlocking.next(await unlocking.untilReset())).state, 'done');
      });
    });

    for (const [step, response] of [
      [2, '6A82'],
      [3, '6A82'],
      [4, '6A82'],
      [4, '9000'],
      [4, 'FFFFFFFF9000'],
      [4, '30209000'],
      // SEQUENCE { INTEGER 0, OCTET STRING …, UTF8String "TUBITAK" }
      [4, '301A020100040C4D4D540000000000000000000C0754554249 54414B9000'.replace(' ', '')],
    ] as const) {
      it(`a card with our ATR that answers ${response.slice(0, 12)} to command ${step} is a real one`, async () => {
        await withLocked(portal, async (unlocking) => {
          let operation = await unlocking.start();
          while (operation.step < step) operation = await unlocking.next(operation);
          const failed = await unlocking.answer(operation, response);
          assert.equal(failed.failure?.code, 'portal/real-card');
          assert.equal(failed.state, 'failed');
          assert.equal(failed.command, null);
        });
      });
    }

    it('another card during a resumption leaves the operation open', async () => {
      await withLocked(portal, async (unlocking) => {
        const told = (await unlocking.untilReset()).command?.apdu;
        const record = new Uint8Array(0x4d).fill(0x11);
        const stopped = await unlocking.answer(await unlocking.start(), `${toHex(record)}9000`);
        assert.equal(stopped.state, 'interrupted');
        assert.equal(stopped.failure?.code, 'portal/other-card');
        assert.equal(await unlocking.openOperation(), stopped.id);
        const again = await unlocking.untilReset();
        assert.equal(again.command?.apdu, told);
        assert.equal((await unlocking.next(again)).state, 'done');
        await assertUnlocked(unlocking.session, unlocking.card);
      });
    });
  });

  describe('what a card can answer', () => {
    for (const response of ['', '90', '9'.repeat(3), 'AB'.repeat(290), 'AB'.repeat(400), 'zz']) {
      it(`“${response.slice(0, 6)}” of ${response.length} digits is no response APDU and changes nothing`, async () => {
        await withLocked(portal, async (unlocking) => {
          const operation = await unlocking.start();
          await assert.rejects(unlocking.answer(operation, response), { code: 'portal/input' });
          assert.equal((await unlocking.read(operation)).step, 1);
          assert.equal((await unlocking.next(operation)).step, 2);
        });
      });
    }

    it('6Cxx has the command repeated with the right Le, 61xx has the rest fetched', async () => {
      await withLocked(portal, async (unlocking) => {
        let operation = await unlocking.start();
        operation = await unlocking.answer(operation, '6C4D');
        assert.equal(operation.command?.apdu, '00CA01064D');
        for (let n = 1; n <= 2; n++) {
          const whole = fromHex(await unlocking.ask({ ...operation, command: GET_SERIAL }));
          if (n === 1) {
            operation = await unlocking.answer(operation, `${toHex(whole.subarray(0, 60))}6111`);
            assert.equal(operation.command?.apdu, '00C0000011');
          } else {
            operation = await unlocking.answer(operation, toHex(whole.subarray(60)));
          }
        }
        assert.equal(operation.command?.name, 'SELECT');
        while (operation.command !== null) operation = await unlocking.next(operation);
        assert.equal(operation.state, 'done');
      });
    });

    it('a card that never comes to an end ends the operation', async () => {
      for (const endless of [`${'00'.repeat(244)}61F4`, '6C10']) {
        await withLocked(portal, async (unlocking) => {
          let operation = await unlocking.start();
          for (let i = 0; i < 20 && operation.state === 'running'; i++) {
            operation = await unlocking.answer(operation, endless);
          }
          assert.equal(operation.state, 'failed');
          assert.equal(operation.failure?.code, 'portal/card-answer');
        });
      }
    });

    it('a PUK that the card refuses is never sent again, and the tries left are told', async () => {
      const { session, seal } = await newSignedIn(portal, { scenario: 'pin-blocked' });
      const path = join(seal.directory, 'card.json');
      const other = seal.puk === '12345678' ? '87654321' : '12345678';
      writeFileSync(path, readFileSync(path, 'utf8').replace(`"${seal.puk}"`, `"${other}"`));
      await withCard(seal.directory, async (card) => {
        const unlocking = new Unlocking(session, card);
        const before = await secretsOf(unlocking);
        const failed = await unlocking.next(await unlocking.untilReset());
        assert.equal(failed.state, 'failed');
        const data = { reason: 'puk-refused', triesLeft: 2 };
        assert.deepEqual(failed.failure, { code: 'portal/unlock-impossible', data });
        for (let i = 0; i < 3; i++) {
          await assert.rejects(unlocking.start(), { code: 'portal/unlock-impossible', data });
        }
        assert.equal((await triesOf(card)).puk, '63C2');
        assert.deepEqual(await secretsOf(unlocking), before);
        assert.equal(await unlocking.openOperation(), null);
      });
    });

    it('an answer that leaves it unclear whether the PIN was set keeps the operation open', async () => {
      await withLocked(portal, async (unlocking) => {
        const reset = await unlocking.untilReset();
        await unlocking.ask(reset);
        const unclear = await unlocking.answer(reset, '6581');
        assert.equal(unclear.state, 'interrupted');
        assert.equal(unclear.failure?.code, 'portal/card-answer');
        await assert.rejects(unlocking.cancel(reset), { code: 'portal/operation-step' });
        const again = await unlocking.untilReset();
        assert.equal(again.command?.apdu, reset.command?.apdu);
        assert.equal((await unlocking.next(again)).state, 'done');
        await assertUnlocked(unlocking.session, unlocking.card);
      });
    });
  });

  const secretsOf = ({ session, card }: Unlocking) =>
    session.call(menu.showSecrets, {
      params: { cardSerial: card.serial },
      body: { warningsRead: true },
    });
});
