import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import type { CardOperation } from '../../../src/portal/contract/cardOperations.ts';
import { depth } from '../../depth.ts';
import { seededRandom } from '../../rig/random.ts';
import { SignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';
import type { Unlocking } from './support/unlocking.ts';
import { assertUnlocked, triesOf, withLocked } from './support/unlocking.ts';

const MISHAPS = 25;

/** Answers that no card of ours gives; a PUK that is said to be spent would be believed for good. */
const NONSENSE = ['9000', '6A82', '6CFF', '6110', `${'00'.repeat(77)}9000`, '6F00'];

describe('Kilit Çözme with one mishap after the other', () => {
  const portal = testSimulator();

  it('spends no try of the PUK, and ends well as soon as it is left in peace', async () => {
    const random = seededRandom('UNLOCK_SEED');
    for (let run = 0; run < depth(5); run++) {
      await withLocked(portal, async (unlocking, vkn) => {
        let operation = await unlocking.start();
        for (let i = 0; i < MISHAPS; i++) {
          operation = (await mishap(unlocking, vkn, operation, random)) ?? operation;
          assert.equal((await triesOf(unlocking.card)).puk, '63C3');
        }
        const last = await unlocking.next(await unlocking.untilReset());
        assert.equal(last.state, 'done');
        await assertUnlocked(unlocking.session, unlocking.card);
      });
    }
  });

  /** Something that happens to an operation; null when the portal rightly refused it. */
  async function mishap(
    unlocking: Unlocking,
    vkn: string,
    operation: CardOperation,
    random: (limit: number) => number,
  ): Promise<CardOperation | null> {
    const isReset = operation.command?.name === 'RESET RETRY COUNTER';
    try {
      switch (random(9)) {
        case 0:
          return await unlocking.start();
        case 1:
          return await unlocking.interrupt(operation);
        case 2:
          await unlocking.cancel(operation);
          return await unlocking.start();
        case 3:
          await portal.restart();
          unlocking.session = new SignedIn(portal, vkn);
          return null;
        case 4:
          // The card did it, and the answer never came.
          if (operation.command !== null) await unlocking.ask(operation);
          await unlocking.card.reset();
          return null;
        case 5:
          if (isReset) return null;
          return await unlocking.answer(operation, NONSENSE[random(NONSENSE.length)] ?? '');
        default:
          return operation.command === null ? null : await unlocking.next(operation);
      }
    } catch (error) {
      assert.ok(isMuhurError(error, 'portal/operation-step'), String(error));
      return null;
    }
  }
});
