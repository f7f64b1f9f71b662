import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MuhurError } from '../../../../src/errors.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import { setFault } from '../../../../src/portal/contract/testSuite.ts';
import type { Action } from '../../../../src/views/portal/protocol/messages.ts';
import type { ScreenKind } from '../../../../src/views/portal/protocol/screens.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

describe('A server that is away', function () {
  this.timeout(30_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let card: string;
  let certificate: string;

  before(async () => {
    organisation = await portal.newOrganisation({ scenario: 'expiring' });
    const seal = organisation.cards.find(({ profile }) => profile === 'mali-muhur');
    card = seal?.serial ?? '';
    certificate = seal?.certificates[0]?.serialNumber ?? '';
  });
  afterEach(endWalks);

  async function inMenu(action?: Action): Promise<Walk> {
    const walk = new Walk(portal);
    await walk.toMenu(organisation);
    if (action !== undefined) await walk.act(action);
    return walk;
  }

  async function outside(...places: Extract<Action, { kind: 'go' }>['to'][]): Promise<Walk> {
    const walk = new Walk(portal);
    for (const place of places) await walk.go(place);
    return walk;
  }

  /** One walk on each screen there is. */
  async function everywhere(): Promise<Map<ScreenKind, Walk>> {
    const [phone, code, newWord, realCard, secrets] = [
      new Walk(portal),
      new Walk(portal),
      new Walk(portal),
      new Walk(portal),
      await inMenu({ kind: 'open-secrets', card }),
    ];
    await phone.toPhone(organisation);
    await code.toCode(organisation);
    await newWord.go('forgotten');
    const picture = await newWord.picture();
    await newWord.act({ kind: 'forgot-word', vkn: organisation.vkn, picture });
    await realCard.flow.explainRealCard('ACS 38T', 'akis-2');
    await secrets.act({ kind: 'show-secrets', warningsRead: true });
    return new Map<ScreenKind, Walk>([
      ['home', await outside('home')],
      ['online-services', await outside('online-services')],
      ['verification', await outside('verification')],
      ['password', await outside('password')],
      ['phone', phone],
      ['code', code],
      ['signature', await outside('signature')],
      ['forgotten', await outside('forgotten')],
      ['new-word', newWord],
      ['menu', await inMenu()],
      ['revoke', await inMenu({ kind: 'ask-revoke', certificate })],
      ['renew', await inMenu({ kind: 'ask-renew', card })],
      ['details', await inMenu({ kind: 'go', to: 'details' })],
      ['secrets', secrets],
      ['unlock', await inMenu({ kind: 'open-unlock', card })],
      ['real-card', realCard],
    ]);
  }

  /** What shows nothing of the server has nothing to say of its silence. */
  const WITHOUT_SERVER: ReadonlySet<ScreenKind> = new Set(['home', 'online-services', 'real-card']);

  it('is said on every screen of it, which comes back by itself when the server does', async () => {
    const walks = await everywhere();
    const before = new Map([...walks].map(([kind, walk]) => [kind, walk.page.restore]));
    for (const [kind, walk] of walks) walk.at(kind);
    await portal.whileStopped(async () => {
      await Promise.all([...walks.values()].map(({ flow }) => flow.lost(portal.ready.baseUrl)));
      for (const [kind, walk] of walks) {
        if (WITHOUT_SERVER.has(kind)) {
          walk.at(kind);
          continue;
        }
        const { what, advice, mayStart } = walk.at('unavailable');
        const { baseUrl } = portal.ready;
        assert.equal(what, `The portal at ${baseUrl} does not answer. Nothing was changed.`, kind);
        assert.match(advice, /^Start the simulator/);
        assert.equal(mayStart, true);
        assert.deepEqual(walk.page.restore, before.get(kind), 'a reload comes back, too');
      }
    });
    await Promise.all([...walks].map(([kind, walk]) => walk.comesTo(kind)));
    for (const [kind, walk] of walks) {
      assert.deepEqual(walk.page.restore, before.get(kind));
      const notice = WITHOUT_SERVER.has(kind) ? null : 'The portal answers again.';
      assert.equal(walk.page.notice, notice, kind);
    }
    assert.equal(walks.get('secrets')?.at('secrets').shown, null);
    assert.equal(walks.get('menu')?.page.session?.vkn, organisation.vkn);
    const text = JSON.stringify([...walks.values()].map(({ problems }) => problems));
    assert.equal(text, JSON.stringify([...walks].map(() => [])));
  });

  it('is noticed by whatever is pressed, and gone on with where that leads', async () => {
    const ways: readonly (readonly [Walk, Action, ScreenKind])[] = [
      [await outside('password'), { kind: 'new-picture' }, 'password'],
      [await outside('verification'), { kind: 'go', to: 'password' }, 'password'],
      [await inMenu(), { kind: 'activate', certificate }, 'menu'],
      [await inMenu(), { kind: 'ask-revoke', certificate }, 'revoke'],
      [await inMenu(), { kind: 'open-secrets', card }, 'secrets'],
      [await inMenu({ kind: 'open-unlock', card }), { kind: 'unlock' }, 'unlock'],
      [await inMenu(), { kind: 'sign-out' }, 'verification'],
    ];
    for (const [walk] of ways) {
      walk.ports.unlock = ({ client }) =>
        Promise.reject(new MuhurError('portal/unreachable', { address: client.baseUrl }));
    }
    await portal.whileStopped(async () => {
      for (const [walk, action] of ways) {
        await walk.act(action);
        walk.at('unavailable');
      }
    });
    await Promise.all(
      ways.map(async ([walk, { kind }, screen]) => {
        await walk.act({ kind: 'start-simulator' });
        walk.at(screen);
        if (kind === 'activate') assert.equal(walk.page.restore.about, certificate);
      }),
    );
  });

  it('is gone on with after a reload of the window, too', async () => {
    const walk = new Walk(portal);
    walk.openSession(organisation);
    await portal.whileStopped(async () => {
      assert.equal(await walk.restore({ screen: 'unlock', about: card }), null);
      walk.at('unavailable');
      assert.deepEqual(walk.page.restore, { screen: 'unlock', about: card, attempt: null });
    });
    await walk.comesTo('unlock');
  });

  it('keeps where somebody wanted to go before they had to sign in', async () => {
    const walk = await inMenu({ kind: 'open-secrets', card });
    portal.simulator.database.run('DELETE FROM session');
    await walk.fails({ kind: 'show-secrets', warningsRead: true });
    await walk.go('password');
    await portal.whileStopped(async () => {
      await walk.act({ kind: 'new-picture' });
      walk.at('unavailable');
    });
    await walk.act({ kind: 'start-simulator' });
    walk.at('password');
    await walk.signIn(organisation);
    walk.at('secrets');
  });

  it('is no matter of the first screens, whoever was signed in before a reload', async () => {
    for (const screen of ['home', 'online-services'] as const) {
      const walk = new Walk(portal);
      walk.openSession(organisation);
      await portal.whileStopped(async () => {
        await walk.restore({ screen });
        walk.at(screen);
        assert.equal(walk.page.session, null);
      });
      // The session is found again where it is needed.
      await walk.go('verification');
      walk.at('menu');
    }
  });

  it('ends with the press of Start, which does nothing where nothing was silent', async () => {
    const walk = await outside('home');
    walk.ports.connect = () => assert.fail('the server was asked');
    await walk.act({ kind: 'start-simulator' });
    walk.at('home');
  });

  it('is not over before the server has really answered', async () => {
    const walk = await outside('verification');
    await portal.whileStopped(async () => {
      await walk.go('verification');
      await walk.act({ kind: 'start-simulator' });
      walk.at('unavailable');
      assert.equal(walk.page.notice, null);
    });
    await walk.comesTo('verification');
  });

  it('lets go home, and is asked for no longer then', async () => {
    const walk = await outside('password');
    await portal.whileStopped(async () => {
      await walk.act({ kind: 'new-picture' });
      walk.at('unavailable');
      await walk.go('home');
      walk.at('home');
    });
    await walk.signIn(organisation);
    walk.at('menu');
  });

  it('keeps nothing alive once the flow is done with', async () => {
    const walk = await outside('password');
    await portal.whileStopped(async () => {
      await walk.act({ kind: 'new-picture' });
      const asked = walk.ports.isReachable.bind(walk.ports);
      let isAsked = false;
      walk.ports.isReachable = () => {
        isAsked = true;
        return asked();
      };
      walk.flow.dispose();
      const { length } = walk.states;
      assert.equal(await walk.flow.act({ kind: 'go', to: 'home' }), null);
      assert.deepEqual([walk.states.length, isAsked], [length, false]);
    });
  });

  describe('because something else answers', () => {
    let close: (() => void) | undefined;
    afterEach(() => close?.());

    async function serve(answer: RequestListener): Promise<Walk> {
      const server = createServer(answer).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      close = () => {
        server.closeAllConnections();
        server.close();
      };
      const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      const walk = new Walk(portal);
      walk.ports.startsServer = false;
      walk.ports.server = () => ({ baseUrl, testToken: null });
      return walk;
    }

    const answers: Readonly<Record<string, RequestListener>> = {
      'a page of HTML': (_, response) => response.end('<html><script>alert(1)</script></html>'),
      'JSON of another contract': (_, response) => response.end('{"status":"ready"}'),
      'an error without problem details': (_, response) => response.writeHead(502).end('Bad'),
      'a redirection': (_, response) => response.writeHead(302, { location: 'http://a' }).end(),
      'nothing, and hangs up': (request) => request.socket.destroy(),
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`is said of ${name}, and offers no start of ours`, async () => {
        const walk = await serve(answer);
        await walk.go('password');
        const { what, mayStart } = walk.at('unavailable');
        assert.match(what, /^(?:What answers at|The portal at \S+ does not answer\.)/);
        assert.ok(!what.includes('<'));
        assert.equal(mayStart, false);
      });
    }

    it('is said of an address of Kamu SM, and of what is no address', async () => {
      for (const [address, reason] of [
        ['https://onlineislemler.kamusm.gov.tr', 'kamusm'],
        ['çöp', 'not-http'],
      ] as const) {
        const walk = new Walk(portal);
        walk.ports.connect = () =>
          Promise.reject(new MuhurError('portal/address-refused', { address, reason }));
        await walk.go('verification');
        const { what } = walk.at('unavailable');
        assert.ok(what.startsWith(`The address ${address} is not used as a portal. `), what);
      }
    });
  });

  it('is no matter of a server that says it is out of order: that is said where one is', async () => {
    const walk = await inMenu();
    const fault = { params: { service: 'portal' }, body: { kind: 'down', times: 1 } } as const;
    await portal.test(setFault, fault);
    const { text } = await walk.fails({ kind: 'activate', certificate });
    assert.match(text, /^Out of order by wish of a test suite/);
    walk.at('menu');
  });
});
