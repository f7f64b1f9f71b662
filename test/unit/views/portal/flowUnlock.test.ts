import assert from 'node:assert/strict';
import type { VirtualCard } from '../../../../src/card/virtual/virtualCard.ts';
import { MuhurError } from '../../../../src/errors.ts';
import { fromHex, toHex } from '../../../../src/hex.ts';
import * as contract from '../../../../src/portal/contract/menu.ts';
import type { RelayCard } from '../../../../src/portal/relay.ts';
import { unlockThroughPortal } from '../../../../src/portal/relay.ts';
import type { SignedIn } from '../../portal/support/signedIn.ts';
import { newSignedIn } from '../../portal/support/signedIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { pulledAt, relayed, triesOf, withCard } from '../../portal/support/unlocking.ts';
import { Walk, endWalks } from './support/walk.ts';

const BLOCKED = '6983';

describe('Kilit Çözme on the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let walk: Walk;
  let session: SignedIn;
  let card: string;
  let directory: string;

  beforeEach(() => {
    walk = new Walk(portal);
  });
  afterEach(endWalks);

  /** A card in the state of that scenario, and the screen that unlocks it. */
  async function enter(scenario: 'pin-blocked' | 'puk-blocked' = 'pin-blocked'): Promise<void> {
    const created = await newSignedIn(portal, { scenario });
    ({ session } = created);
    ({ serial: card, directory } = created.seal);
    await walk.toMenu(created.organisation);
    await walk.act({ kind: 'open-unlock', card });
    assert.equal(walk.at('unlock').progress, 'ready');
    walk.ports.asked.length = 0;
  }

  /** The card is in the reader, with what happens to it there. */
  const insert = (virtual: VirtualCard, between?: Parameters<typeof relayed>[1]): void => {
    const { serial, name } = { serial: virtual.serial, name: 'x' };
    const present = { serial, name, reader: 'Reader 1', family: 'virtual' };
    walk.ports.present = [{ ...present, isVirtual: true, canSignIn: false }];
    relayTo(relayed(virtual, between));
  };
  const relayTo = (relay: RelayCard): void => {
    walk.ports.unlock = async ({ client }, token) => {
      await unlockThroughPortal(client, token, relay);
    };
  };

  it('gives the card a new PIN, which the portal then shows', async () => {
    await enter();
    await withCard(directory, async (virtual) => {
      assert.equal((await triesOf(virtual)).pin, BLOCKED);
      insert(virtual);
      await walk.act({ kind: 'unlock' });
      assert.equal(walk.at('unlock').progress, 'done');
      assert.equal(walk.page.notice, 'The card is unlocked and has a new PIN.');
      assert.ok(walk.ports.asked.includes('changed'));
      assert.ok(
        walk.states.some(({ screen }) => screen.kind === 'unlock' && screen.progress === 'running'),
      );
      await walk.act({ kind: 'open-secrets', card });
      await walk.act({ kind: 'show-secrets', warningsRead: true });
      const pin = walk.at('secrets').shown?.pin ?? '';
      assert.equal(pin, virtual.secrets.pin);
      assert.equal((await triesOf(virtual)).pin, '63C3');
    });
  });

  for (const step of [1, 3, 5, 6]) {
    for (const moment of ['before', 'after'] as const) {
      it(`goes on after the card was pulled ${moment} command ${step} was answered`, async () => {
        await enter();
        await withCard(directory, async (virtual) => {
          insert(virtual, pulledAt(step, moment));
          const { text, field } = await walk.fails({ kind: 'unlock' });
          assert.match(text, /^The card was taken out of “test” while it was in use/);
          assert.equal(field, null);
          const { progress, card: shown } = walk.at('unlock');
          assert.deepEqual([progress, shown.isOpen], ['interrupted', true]);
          await virtual.reset();
          insert(virtual);
          await walk.act({ kind: 'unlock' });
          assert.equal(walk.at('unlock').progress, 'done');
          assert.equal((await triesOf(virtual)).pin, '63C3');
        });
      });
    }
  }

  it('shows an interrupted one as such, whoever comes back to it', async () => {
    await enter();
    await withCard(directory, async (virtual) => {
      insert(virtual, pulledAt(3, 'before'));
      await walk.fails({ kind: 'unlock' });
      await walk.go('menu');
      assert.equal(walk.at('menu').cards.find(({ serial }) => serial === card)?.isOpen, true);
      await walk.act({ kind: 'open-unlock', card });
      assert.equal(walk.at('unlock').progress, 'interrupted');
    });
  });

  it('tells nothing secret to a card that was swapped for it', async () => {
    await enter();
    const other = await newSignedIn(portal, { scenario: 'pin-blocked' });
    await withCard(other.seal.directory, async (virtual) => {
      const heard: string[] = [];
      relayTo({
        serial: card,
        atr: virtual.atr,
        transmit: (apdu) => {
          heard.push(toHex(apdu));
          return virtual.transmit(apdu);
        },
      });
      const { text } = await walk.fails({ kind: 'unlock' });
      assert.match(
        text,
        /^The card in the reader is another one\. .*Nothing secret was sent to it/,
      );
      const { puk } = await session.call(contract.showSecrets, {
        params: { cardSerial: card },
        body: { warningsRead: true },
      });
      const inside = Buffer.from(puk).toString('hex').toUpperCase();
      assert.ok(heard.length > 0 && heard.every((apdu) => !apdu.includes(inside)));
      assert.equal((await triesOf(virtual)).puk, '63C3');
      walk.at('unlock');
    });
  });

  it('says so when there is no card in a reader', async () => {
    await enter();
    const { text } = await walk.fails({ kind: 'unlock' });
    assert.match(text, /^There is no card/);
    assert.equal(walk.at('unlock').progress, 'ready');
  });

  it('explains the ways of the real portal to a real card, and sends it nothing', async () => {
    await enter();
    const real = { serial: null, name: 'AKİS', reader: 'ACS 38T', family: 'akis-2' };
    walk.ports.present = [{ ...real, isVirtual: false, canSignIn: true }];
    walk.ports.unlock = () =>
      Promise.reject(new MuhurError('portal/real-card', { family: 'akis-2' }));
    const { text } = await walk.fails({ kind: 'unlock' });
    assert.match(text, /^This is a real card: the simulator does not touch it\..*444 5 576/);
    assert.deepEqual(walk.at('real-card'), {
      kind: 'real-card',
      reader: 'ACS 38T',
      family: 'akis-2',
    });
  });

  it('tells the way to a new card when the PUK is locked too', async () => {
    await enter('puk-blocked');
    await withCard(directory, async (virtual) => {
      insert(virtual);
      const { text } = await walk.fails({ kind: 'unlock' });
      assert.match(text, /^The PUK of this card is locked\..*Order a renewal/);
      walk.at('unlock');
    });
  });

  it('says which command the card refused, and can go on', async () => {
    await enter();
    await withCard(directory, async (virtual) => {
      const refuseReset = (apdu: Uint8Array, send: () => Promise<Uint8Array>) =>
        toHex(apdu).startsWith('002C') ? Promise.resolve(fromHex('6F00')) : send();
      insert(virtual, refuseReset);
      const { text } = await walk.fails({ kind: 'unlock' });
      assert.match(text, /^The card refused the command RESET RETRY COUNTER/);
      insert(virtual);
      await walk.act({ kind: 'unlock' });
      assert.equal(walk.at('unlock').progress, 'done');
    });
  });

  it('is silent and goes on later when the user stops it', async () => {
    await enter();
    walk.ports.unlock = () => Promise.reject(new MuhurError('cancelled', {}));
    await walk.act({ kind: 'unlock' });
    assert.equal(walk.at('unlock').progress, 'ready');
  });
});
