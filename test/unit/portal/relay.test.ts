import assert from 'node:assert/strict';
import { MuhurError } from '../../../src/errors.ts';
import { toHex } from '../../../src/hex.ts';
import type { CallOptions } from '../../../src/portal/client.ts';
import { PortalClient } from '../../../src/portal/client.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../src/portal/contract/route.ts';
import * as operations from '../../../src/portal/contract/cardOperations.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import { unlockThroughPortal } from '../../../src/portal/relay.ts';
import { SignedIn, newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';
import {
  COMMANDS,
  assertUnlocked,
  pulledAt,
  relayed,
  triesOf,
  withCard,
} from './support/unlocking.ts';

describe('Kilit Çözme through the relay', () => {
  const portal = testSimulator();

  const blocked = () => newSignedIn(portal, { scenario: 'pin-blocked' });

  it('unlocks the card and gives it a new PIN, which the portal shows', async () => {
    const { session, seal } = await blocked();
    await withCard(seal.directory, async (card) => {
      assert.deepEqual(await triesOf(card), { pin: '6983', puk: '63C3' });
      const before = card.secrets.pin;
      const operation = await unlockThroughPortal(portal.client, session.token, relayed(card));
      assert.equal(operation.state, 'done');
      assert.equal(operation.command, null);
      assert.notEqual(await assertUnlocked(session, card), before);
    });
  });

  it('gives a new PIN to a card that is not locked, and to one whose PIN was deleted', async () => {
    const { session, seal } = await newSignedIn(portal, { scenario: 'active' });
    await session.call(menu.deleteSecrets, { params: { cardSerial: seal.serial } });
    await withCard(seal.directory, async (card) => {
      await unlockThroughPortal(portal.client, session.token, relayed(card));
      await assertUnlocked(session, card);
    });
  });

  for (const moment of ['before', 'after'] as const) {
    for (let n = 1; n <= COMMANDS; n++) {
      it(`goes on after the card was pulled ${moment} it answered command ${n}`, async () => {
        const { session, seal } = await blocked();
        await withCard(seal.directory, async (card) => {
          const pulled = relayed(card, pulledAt(n, moment));
          const attempt = unlockThroughPortal(portal.client, session.token, pulled);
          await assert.rejects(attempt, { code: 'card/removed' });
          const wasReset = n === COMMANDS && moment === 'after';
          const { puk, pin } = await triesOf(card);
          assert.deepEqual({ pin, puk }, { pin: wasReset ? '63C3' : '6983', puk: '63C3' });
          const { cards } = await session.call(menu.listCards, {});
          const open = cards.find(({ serial }) => serial === card.serial)?.openOperation;
          assert.ok(open);
          await card.reset();
          const pinBefore = card.secrets.pin;
          const done = await unlockThroughPortal(portal.client, session.token, relayed(card));
          assert.equal(done.id, open);
          // What the card was told the first time stays what it is told.
          if (wasReset) assert.equal(card.secrets.pin, pinBefore);
          await assertUnlocked(session, card);
        });
      });
    }
  }

  it('sends nothing more after it was cancelled, and tells the portal', async () => {
    const { session, seal } = await blocked();
    await withCard(seal.directory, async (card) => {
      const stop = new AbortController();
      let sent = 0;
      const stopping = relayed(card, (_, send) => {
        if (++sent === 3) stop.abort();
        return send();
      });
      const attempt = unlockThroughPortal(portal.client, session.token, stopping, stop.signal);
      await assert.rejects(attempt, { code: 'cancelled' });
      assert.equal(sent, 3);
      const { cards } = await session.call(menu.listCards, {});
      const operationId = cards.find(({ serial }) => serial === card.serial)?.openOperation ?? '';
      const { state } = await session.call(operations.readCardOperation, {
        params: { operationId },
      });
      assert.equal(state, 'interrupted');
    });
  });

  it('brings an answer again whose receipt was lost, and it is taken once', async () => {
    const { session, seal } = await blocked();
    const client = new ForgetfulClient({ baseUrl: portal.ready.baseUrl });
    try {
      await withCard(seal.directory, async (card) => {
        let sent = 0;
        const counting = relayed(card, (_, send) => {
          sent++;
          return send();
        });
        const { state } = await unlockThroughPortal(client, session.token, counting);
        assert.equal(state, 'done');
        assert.equal(sent, COMMANDS);
        assert.equal(client.lost, COMMANDS);
        await assertUnlocked(session, card);
      });
    } finally {
      await client.close();
    }
  });

  it('overwrites each command once it was sent', async () => {
    const { session, seal } = await blocked();
    await withCard(seal.directory, async (card) => {
      const sent: Uint8Array[] = [];
      const keeping = relayed(card, async (apdu, send) => {
        sent.push(apdu);
        assert.notEqual(toHex(apdu).replaceAll('0', ''), '');
        return send();
      });
      await unlockThroughPortal(portal.client, session.token, keeping);
      assert.equal(sent.length, COMMANDS);
      for (const apdu of sent) assert.ok(apdu.every((byte) => byte === 0));
    });
  });

  it('throws what the portal says of a card that is not its own, and sends that card nothing', async () => {
    const { seal } = await blocked();
    const { session } = await blocked();
    await withCard(seal.directory, async (card) => {
      const silent = relayed(card, () => {
        throw new Error('a command was sent');
      });
      await assert.rejects(unlockThroughPortal(portal.client, session.token, silent), {
        code: 'portal/not-found',
      });
      await assert.rejects(unlockThroughPortal(portal.client, 'no-session', silent), {
        code: 'portal/session-ended',
      });
    });
  });

  it('throws why it failed: the PUK of the card is locked', async () => {
    const { session, seal } = await newSignedIn(portal, { scenario: 'puk-blocked' });
    await withCard(seal.directory, async (card) => {
      for (let i = 0; i < 2; i++) {
        const attempt = unlockThroughPortal(portal.client, session.token, relayed(card));
        await assert.rejects(attempt, { code: 'portal/card-dead' });
      }
    });
  });

  it('goes on in a new session of the same organisation, and of no other', async () => {
    const { session, organisation, seal } = await blocked();
    const other = await blocked();
    await withCard(seal.directory, async (card) => {
      const pulled = relayed(card, pulledAt(COMMANDS, 'after'));
      await assert.rejects(unlockThroughPortal(portal.client, session.token, pulled));
      const foreign = unlockThroughPortal(portal.client, other.session.token, relayed(card));
      await assert.rejects(foreign, { code: 'portal/not-found' });
      const later = new SignedIn(portal, organisation.vkn);
      await unlockThroughPortal(portal.client, later.token, relayed(card));
      await assertUnlocked(later, card);
    });
  });
});

/** Loses the receipt of every card answer that it brings for the first time. */
class ForgetfulClient extends PortalClient {
  lost = 0;
  readonly #brought = new Set<number>();

  override async call<R extends Route>(
    route: R,
    input: RouteInput<R>,
    options?: CallOptions,
  ): Promise<RouteAnswer<R>> {
    const answered = super.call(route, input, options);
    const { step } = (input as { body?: { step?: number } }).body ?? {};
    if (step === undefined || this.#brought.has(step)) return answered;
    await answered;
    this.#brought.add(step);
    this.lost++;
    throw new MuhurError('portal/unreachable', { address: this.baseUrl });
  }
}
