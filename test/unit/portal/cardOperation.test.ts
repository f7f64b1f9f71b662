import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../../src/hex.ts';
import type { CardOperation } from '../../../src/portal/contract/cardOperations.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import { isWeak, makeNewPin } from '../../../src/portal/simulator/cardOperations/newPin.ts';
import { SignedIn, newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';
import type { Unlocking } from './support/unlocking.ts';
import { COMMANDS, assertUnlocked, triesOf, withLocked } from './support/unlocking.ts';

describe('the operations of Kilit Çözme', () => {
  const portal = testSimulator();

  it('say one command after the other, and are done after the last', async () => {
    await withLocked(portal, async (unlocking) => {
      const names: (string | undefined)[] = [];
      let operation = await unlocking.start();
      for (; operation.command !== null; operation = await unlocking.next(operation)) {
        names.push(operation.command.name);
        assert.equal(operation.step, names.length);
        assert.ok(operation.command.apdu.length <= 2 * 250);
      }
      assert.equal(names.length, COMMANDS);
      assert.deepEqual(names.slice(-2), ['VERIFY', 'RESET RETRY COUNTER']);
      assert.equal(operation.state, 'done');
      assert.equal(await unlocking.openOperation(), null);
      await assertUnlocked(unlocking.session, unlocking.card);
    });
  });

  for (let n = 1; n <= COMMANDS; n++) {
    it(`go on after the server ended before it took answer ${n}, and after it took it`, async () => {
      await withLocked(portal, async (unlocking, vkn) => {
        let operation = await unlocking.start();
        while (operation.step < n) operation = await unlocking.next(operation);
        const response = await unlocking.ask(operation);
        await restart(unlocking, vkn);
        const taken = await unlocking.answer(operation, response);
        await restart(unlocking, vkn);
        const again = await unlocking.answer(operation, response);
        assert.deepEqual(again, taken);
        operation = again;
        while (operation.command !== null) operation = await unlocking.next(operation);
        assert.equal(operation.state, 'done');
        await assertUnlocked(unlocking.session, unlocking.card);
      });
    });
  }

  async function restart(unlocking: Unlocking, vkn: string): Promise<void> {
    await portal.restart();
    unlocking.session = new SignedIn(portal, vkn);
  }

  it('take the same answer once, and answer it alike each time', async () => {
    await withLocked(portal, async (unlocking) => {
      let operation = await unlocking.start();
      while (operation.command !== null) {
        const response = await unlocking.ask(operation);
        const first = await unlocking.answer(operation, response);
        assert.deepEqual(await unlocking.answer(operation, response), first);
        operation = first;
      }
      await assertUnlocked(unlocking.session, unlocking.card);
    });
  });

  it('refuse an answer to any other step', async () => {
    await withLocked(portal, async (unlocking) => {
      const first = await unlocking.start();
      for (const step of [0, 2, -1, 99]) {
        await assert.rejects(unlocking.answer({ ...first, step }, '9000'), {
          code: 'portal/operation-step',
          data: { step: 1, state: 'running' },
        });
      }
      const second = await unlocking.next(first);
      const third = await unlocking.next(second);
      await assert.rejects(unlocking.answer(first, '9000'), { code: 'portal/operation-step' });
      assert.equal((await unlocking.read(third)).step, 3);
    });
  });

  it('are one at a time on a card: the second start goes on, and the first player is out', async () => {
    await withLocked(portal, async (unlocking) => {
      const first = await unlocking.untilReset();
      const told = first.command?.apdu;
      const response = await unlocking.ask(first);
      const second = await unlocking.untilReset();
      assert.equal(second.id, first.id);
      assert.equal(second.command?.apdu, told);
      await assert.rejects(unlocking.answer(first, response), { code: 'portal/operation-step' });
      assert.equal((await unlocking.next(second)).state, 'done');
      await assertUnlocked(unlocking.session, unlocking.card);
    });
  });

  it('can be cancelled until the card may know the new PIN, and only be resumed from then on', async () => {
    await withLocked(portal, async (unlocking) => {
      const first = await unlocking.next(await unlocking.start());
      await unlocking.cancel(first);
      await unlocking.cancel(first);
      assert.equal((await unlocking.read(first)).state, 'cancelled');
      assert.equal(await unlocking.openOperation(), null);
      await assert.rejects(unlocking.interrupt(first), { code: 'portal/operation-step' });
      const second = await unlocking.untilReset();
      assert.notEqual(second.id, first.id);
      await assert.rejects(unlocking.cancel(second), { code: 'portal/operation-step' });
      assert.equal((await unlocking.interrupt(second)).state, 'interrupted');
      await assert.rejects(unlocking.cancel(second), { code: 'portal/operation-step' });
      assert.equal(await unlocking.openOperation(), second.id);
      assert.equal((await unlocking.next(await unlocking.untilReset())).state, 'done');
      await assert.rejects(unlocking.cancel(second), { code: 'portal/operation-step' });
      await assertUnlocked(unlocking.session, unlocking.card);
    });
  });

  it('make the page say that another PIN may be in force, as long as one is open', async () => {
    await withLocked(portal, async (unlocking) => {
      const shown = () =>
        unlocking.session.call(menu.showSecrets, {
          params: { cardSerial: unlocking.card.serial },
          body: { warningsRead: true },
        });
      assert.equal((await shown()).openOperation, null);
      const reset = await unlocking.untilReset();
      assert.equal((await shown()).openOperation, reset.id);
      await unlocking.next(reset);
      assert.equal((await shown()).openOperation, null);
    });
  });

  it('are nobody else’s business', async () => {
    const { session } = await newSignedIn(portal);
    await withLocked(portal, async (unlocking) => {
      const operation = await unlocking.start();
      const own = unlocking.session;
      unlocking.session = session;
      for (const attempt of [
        () => unlocking.answer(operation, '9000'),
        () => unlocking.read(operation),
        () => unlocking.interrupt(operation),
        () => unlocking.cancel(operation),
      ]) {
        await assert.rejects(attempt(), {
          code: 'portal/not-found',
          data: { what: 'operation' },
        });
      }
      unlocking.session = own;
      assert.equal((await unlocking.read(operation)).state, 'running');
    });
  });

  it('say clearly that they cannot unlock when the key of the secrets is lost', async () => {
    await withLocked(portal, async (unlocking, vkn) => {
      const begun = await unlocking.next(await unlocking.start());
      await portal.restart(new Uint8Array(32).fill(9));
      unlocking.session = new SignedIn(portal, vkn);
      const lost = {
        code: 'portal/unlock-impossible',
        data: { reason: 'secret-lost', triesLeft: null },
      };
      await assert.rejects(unlocking.start(), lost);
      let operation: CardOperation = begun;
      while (operation.state === 'running') operation = await unlocking.next(operation);
      assert.deepEqual(operation.failure, lost);
      assert.deepEqual(await triesOf(unlocking.card), { pin: '6983', puk: '63C3' });
      await restart(unlocking, vkn);
      assert.equal((await unlocking.next(await unlocking.untilReset())).state, 'done');
    });
  });

  it('tell PUK and PIN to the card and to nobody else', async () => {
    await withLocked(portal, async (unlocking, vkn) => {
      const seen: string[] = [];
      const reset = await unlocking.untilReset();
      const { puk } = unlocking.card.secrets;
      seen.push(JSON.stringify(await unlocking.read(reset)));
      seen.push(JSON.stringify(await unlocking.interrupt(reset)));
      const again = await unlocking.untilReset();
      const done = await unlocking.next(again);
      seen.push(JSON.stringify(done), JSON.stringify(await unlocking.read(done)));
      seen.push(JSON.stringify(await unlocking.session.call(menu.listCards, {})));
      const { journal } = portal.simulator;
      seen.push(JSON.stringify(journal.list(0, (entry) => entry.vkn === vkn, 1000)));
      seen.push(portal.log.join('\n'));
      const { pin } = unlocking.card.secrets;
      const forms = [puk, pin].flatMap((s) => [s, toHex(Buffer.from(s))]);
      for (const text of seen) for (const form of forms) assert.ok(!text.includes(form));
      const files = readdirSync(portal.directory, { recursive: true, encoding: 'utf8' })
        .map((name) => join(portal.directory, name))
        .filter((path) => statSync(path).isFile() && !path.endsWith('card.json'));
      for (const path of files) {
        const bytes = readFileSync(path);
        for (const form of [puk, toHex(Buffer.from(puk))]) assert.ok(!bytes.includes(form), path);
      }
    });
  });

  it('make PINs that nobody guesses first', () => {
    for (const weak of ['000000', '123456', '987654', '121212', '123123', '110011', '777771']) {
      assert.equal(isWeak(weak), true, weak);
    }
    assert.equal(isWeak('482913'), false);
    for (let i = 0; i < 1000; i++) {
      const pin = makeNewPin();
      assert.match(pin, /^\d{6}$/);
      assert.equal(isWeak(pin), false, pin);
    }
  });
});
