import assert from 'node:assert/strict';
import { PortalClient } from '../../../../src/portal/client.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { Action } from '../../../../src/views/portal/protocol/messages.ts';
import type { Screen } from '../../../../src/views/portal/protocol/screens.ts';
import { lastCode } from '../../portal/support/signIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

/** What is pressed while the session is over; where it is pressed; where one comes out at last. */
interface Expiry {
  readonly from: readonly Action[];
  readonly press: Action;
  readonly to: Screen['kind'];
}

describe('A session that ends', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let walk: Walk;
  let card: string;
  let certificate: string;

  before(async () => {
    organisation = await portal.newOrganisation({ scenario: 'expiring' });
    const seal = organisation.cards.find(({ profile }) => profile === 'mali-muhur');
    card = seal?.serial ?? '';
    certificate = seal?.certificates[0]?.serialNumber ?? '';
  });
  beforeEach(async () => {
    walk = new Walk(portal);
    await walk.toMenu(organisation);
  });
  afterEach(endWalks);

  const expire = () => portal.simulator.database.run('DELETE FROM session');

  /** A place in the portal; serial numbers are known only when the tests run. */
  function expiries(): Readonly<Record<string, Expiry>> {
    const details = { address: 'Yeni Cad. 1', phone: '05321112233', email: 'a@b.com.tr' };
    const read = { warningsRead: true } as const;
    const menu = { from: [], to: 'menu' } as const;
    const secrets = { from: [{ kind: 'open-secrets', card }], to: 'secrets' } as const;
    return {
      menu: { ...menu, press: { kind: 'go', to: 'menu' } },
      details: { ...menu, press: { kind: 'go', to: 'details' }, to: 'details' },
      verification: { ...menu, press: { kind: 'go', to: 'verification' } },
      activate: { ...menu, press: { kind: 'activate', certificate } },
      suspend: { ...menu, press: { kind: 'suspend', certificate } },
      'ask-revoke': { ...menu, press: { kind: 'ask-revoke', certificate }, to: 'revoke' },
      revoke: {
        from: [{ kind: 'ask-revoke', certificate }],
        press: { kind: 'revoke', certificate, reason: 'superseded', confirmed: certificate },
        to: 'revoke',
      },
      'ask-renew': { ...menu, press: { kind: 'ask-renew', card }, to: 'renew' },
      renew: { from: [{ kind: 'ask-renew', card }], press: { kind: 'renew', card }, to: 'renew' },
      'save-details': {
        from: [{ kind: 'go', to: 'details' }],
        press: { kind: 'save-details', ...details },
        to: 'details',
      },
      'open-secrets': { ...menu, press: { kind: 'open-secrets', card }, to: 'secrets' },
      'show-secrets': { ...secrets, press: { kind: 'show-secrets', ...read } },
      'save-secrets': { ...secrets, press: { kind: 'save-secrets', ...read } },
      'print-secrets': { ...secrets, press: { kind: 'print-secrets', ...read } },
      'delete-secrets': { ...secrets, press: { kind: 'delete-secrets' } },
      'open-unlock': { ...menu, press: { kind: 'open-unlock', card }, to: 'unlock' },
      unlock: { from: [{ kind: 'open-unlock', card }], press: { kind: 'unlock' }, to: 'unlock' },
    };
  }

  for (const name of Object.keys(expiries())) {
    it(`in the middle of “${name}” is said, and gone on with after the sign-in`, async () => {
      const { from, press, to } = expiries()[name] ?? assert.fail();
      for (const action of from) await walk.act(action);
      const about = walk.page.restore.about;
      expire();
      const { text, field } = await walk.fails(press);
      assert.match(text, /^The session is over\..*Sign in again\.$/);
      assert.equal(field, null);
      walk.at('verification');
      assert.deepEqual([walk.page.session, walk.ports.kept], [null, null]);
      assert.ok(walk.ports.asked.includes('changed'));
      await walk.signIn(organisation);
      walk.at(to);
      if (about !== null) assert.equal(walk.page.restore.about, about);
      assert.equal(walk.page.notice, `Signed in as ${organisation.tradeName}.`);
      // What was pressed is pressed again by whoever still wants it.
      assert.deepEqual(walk.ports.pdfs, []);
    });
  }

  it('is over for Çıkış too, which then is done', async () => {
    expire();
    await walk.act({ kind: 'sign-out' });
    walk.at('home');
    assert.deepEqual(walk.page.session, null);
  });

  it('leads to the menu, and not back, when one has gone home in between', async () => {
    await walk.act({ kind: 'open-secrets', card });
    expire();
    await walk.fails({ kind: 'delete-secrets' });
    await walk.go('home');
    await walk.signIn(organisation);
    walk.at('menu');
  });

  it('leads to the menu when somebody else signs in, who has no such card', async () => {
    await walk.act({ kind: 'open-unlock', card });
    expire();
    await walk.fails({ kind: 'unlock' });
    const other = await portal.newOrganisation();
    await walk.toCode(other);
    const code = await lastCode(portal, other.vkn);
    const { text } = await walk.fails({ kind: 'enter-code', code });
    assert.match(text, /^There is no such thing here: card\..*another organisation/);
    walk.at('menu');
    assert.equal(walk.page.session?.vkn, other.vkn);
  });

  it('is never spoken of to who has had none: signing in is the next step', async () => {
    const fresh = new Walk(portal);
    assert.equal(await fresh.restore({ screen: 'unlock', about: card }), null);
    fresh.at('verification');
    await fresh.signIn(organisation);
    assert.equal(fresh.at('unlock').card.serial, card);
  });

  it('of a window before this one is gone on with where it was', async () => {
    const fresh = new Walk(portal);
    fresh.openSession(organisation);
    assert.equal(await fresh.restore({ screen: 'secrets', about: card }), null);
    assert.equal(fresh.at('secrets').shown, null);
    assert.equal(fresh.page.session?.vkn, organisation.vkn);
  });

  describe('because the server is another one', () => {
    const strangers: string[] = [];

    /** The same simulator under another name, which is another server to whoever keeps tokens. */
    function move(): void {
      const { ready, testToken } = portal;
      const baseUrl = ready.baseUrl.replace('127.0.0.1', 'localhost');
      walk.ports.connect = () => {
        const client = new PortalClient({ baseUrl });
        const call = client.call.bind(client);
        client.call = (route, input, options) => {
          strangers.push(options?.token ?? '');
          return call(route, input, options);
        };
        return Promise.resolve({ client, testToken });
      };
    }

    it('is shown to the server that gave it only, whether it is remembered or kept', async () => {
      const { kept } = walk.ports;
      move();
      await walk.fails({ kind: 'go', to: 'menu' });
      walk.at('verification');
      walk.ports.kept = kept;
      await walk.act({ kind: 'go', to: 'menu' });
      walk.at('verification');
      assert.deepEqual(
        strangers.filter((token) => token !== ''),
        [],
      );
    });

    it('is forgotten with all that was known', async () => {
      await walk.act({ kind: 'open-secrets', card });
      await walk.flow.startOver();
      walk.at('home');
      assert.equal(walk.page.session, null);
      assert.equal(walk.flow.knownStates.size, 0);
      assert.deepEqual(walk.page.restore, { screen: 'home', about: null, attempt: null });
    });
  });
});
