import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { RestorePoint, ScreenKind } from '../../../../src/views/portal/protocol/screens.ts';
import { keptPoint } from '../../../../src/views/portal/restorePoint.ts';
import { lastCode } from '../../portal/support/signIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

/** What a page that was tampered with may have left in VS Code. */
const HOSTILE = [
  '',
  ' ',
  '../../test/v1/reset',
  '%2e%2e%2f',
  'AA/secrets',
  '<script>alert(1)</script>',
  'A'.repeat(65),
  'satır\nsatır',
  '\u0000',
  17,
  {},
  [],
  null,
];

const ATTEMPT = {
  id: 'sign-in_42',
  maskedPhone: '0 (5••) ••• •• 67',
  expiresAt: '2026-11-27T04:03:20.123Z',
  resendAt: '2026-11-27T04:01:20Z',
};

describe('What VS Code kept of a page', () => {
  it('is taken when it is what the page was given', () => {
    const point = { screen: 'secrets', about: 'AB'.repeat(12), attempt: null };
    assert.deepEqual(keptPoint(point), point);
    for (const attempt of [
      ATTEMPT,
      { ...ATTEMPT, maskedPhone: '', expiresAt: null, resendAt: null },
    ]) {
      const waiting = { screen: 'code', about: null, attempt };
      assert.deepEqual(keptPoint(waiting), waiting);
    }
  });

  it('is nothing when it names no screen', () => {
    for (const screen of [...HOSTILE, 'toString', '__proto__', 'constructor', 'MENU']) {
      assert.equal(keptPoint({ screen, about: null, attempt: null }), null);
    }
    for (const state of [undefined, null, 7, 'menu', [], {}, () => 1]) {
      assert.equal(keptPoint(state), null);
    }
  });

  it('loses what can be no serial number and no sign-in', () => {
    for (const value of HOSTILE) {
      const kept = { screen: 'menu', about: value, attempt: value };
      assert.deepEqual(keptPoint(kept), { screen: 'menu', about: null, attempt: null });
      assert.equal(keptPoint({ ...kept, attempt: { ...ATTEMPT, id: value } })?.attempt, null);
    }
  });

  it('loses what can be no masked phone and no time', () => {
    const phones = [...HOSTILE.slice(2), '0532 111 22 33 ext', '5\u202e76', '•'.repeat(33)];
    const times = [...HOSTILE, '2026-13-45T99:99:99Z', '2026-11-27', 'tomorrow', 1e12];
    const kept = (changed: object) =>
      keptPoint({ screen: 'code', about: null, attempt: { ...ATTEMPT, ...changed } })?.attempt;
    for (const maskedPhone of phones) assert.equal(kept({ maskedPhone })?.maskedPhone, '');
    for (const time of times) {
      assert.equal(kept({ expiresAt: time })?.expiresAt, null, JSON.stringify(time));
      assert.equal(kept({ resendAt: time })?.resendAt, null, JSON.stringify(time));
    }
  });

  it('loses everything else that stands in it', () => {
    const attempt = { ...ATTEMPT, code: '123456' };
    const kept = keptPoint({ screen: 'menu', about: null, attempt, pin: '123456' });
    assert.deepEqual(Object.keys(kept ?? {}), ['screen', 'about', 'attempt']);
    assert.deepEqual(Object.keys(kept?.attempt ?? {}), Object.keys(ATTEMPT));
  });
});

describe('A window that is loaded again', function () {
  this.timeout(20_000);
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

  async function reloaded(point: Partial<RestorePoint>, isSignedIn = true): Promise<Walk> {
    const walk = new Walk(portal);
    if (isSignedIn) walk.openSession(organisation);
    await walk.restore(point);
    return walk;
  }

  it('comes back to every screen, as its own restore point says', async () => {
    const points: Partial<Record<ScreenKind, string | null>> = {
      home: null,
      'online-services': null,
      password: null,
      signature: null,
      forgotten: null,
      menu: certificate,
      revoke: certificate,
      renew: card,
      details: null,
      secrets: card,
      unlock: card,
    };
    for (const [screen, about] of Object.entries(points)) {
      const walk = await reloaded({ screen: screen as ScreenKind, about });
      assert.deepEqual(walk.page.restore, { screen, about, attempt: null });
      assert.deepEqual(walk.problems, []);
      const { length } = walk.ports.asked;
      assert.equal(length, 0, 'nothing is done by itself');
    }
  });

  it('needs no second sign-in at the verification', async () => {
    (await reloaded({ screen: 'verification' })).at('menu');
    (await reloaded({ screen: 'verification' }, false)).at('verification');
  });

  it('goes on with a sign-in that waits for its code', async () => {
    const before = new Walk(portal);
    await before.toPhone(organisation);
    const phone = await reloaded(before.page.restore, false);
    assert.deepEqual(phone.at('phone'), before.at('phone'));
    await phone.act({ kind: 'send-code' });
    const code = await reloaded(phone.page.restore, false);
    assert.deepEqual(code.at('code'), phone.at('code'));
    assert.ok(Date.parse(code.at('code').expiresAt) > portal.simulator.clock.now().getTime());
    const text = await lastCode(portal, organisation.vkn);
    await code.act({ kind: 'enter-code', code: text });
    code.at('menu');
  });

  it('goes on with a new security word that waits for its code', async () => {
    const before = new Walk(portal);
    const fresh = await portal.newOrganisation();
    await before.go('forgotten');
    const picture = await before.picture();
    await before.act({ kind: 'forgot-word', vkn: fresh.vkn, picture });
    const walk = await reloaded(before.page.restore, false);
    assert.deepEqual(walk.at('new-word'), before.at('new-word'));
    const code = await lastCode(portal, fresh.vkn);
    await walk.act({ kind: 'renew-word', code, word: 'yepyeni bir söz' });
    walk.at('password');
  });

  it('begins a sign-in anew that nobody knows any more', async () => {
    for (const screen of ['phone', 'code', 'new-word'] as const) {
      (await reloaded({ screen }, false)).at('password');
      const walk = await reloaded({ screen, attempt: { ...ATTEMPT, id: 'nobody-knows' } }, false);
      const press = {
        phone: { kind: 'send-code' },
        code: { kind: 'enter-code', code: '123456' },
        'new-word': { kind: 'renew-word', code: '123456', word: 'yepyeni bir söz' },
      } as const;
      assert.match((await walk.fails(press[screen])).text, /^This sign-in is over/);
      walk.at('password');
    }
  });

  it('begins a sign-in anew of which the time is not known', async () => {
    for (const screen of ['code', 'new-word'] as const) {
      const attempt = { ...ATTEMPT, expiresAt: null, resendAt: null };
      (await reloaded({ screen, attempt }, false)).at('password');
    }
  });

  it('shows the menu in the place of what is not there, or of somebody else', async () => {
    const other = await portal.newOrganisation();
    const theirs = other.cards[0]?.serial ?? '';
    for (const screen of ['menu', 'revoke', 'renew', 'secrets', 'unlock'] as const) {
      for (const about of [theirs, 'AB', 'x', '-', '__proto__']) {
        const walk = await reloaded({ screen, about });
        walk.at('menu');
        assert.equal(walk.problems.length, 1, `${screen} ${about}`);
      }
      (await reloaded({ screen, about: null })).at('menu');
    }
  });

  it('shows neither explanation of a real card nor a silence that is over', async () => {
    for (const screen of ['real-card', 'unavailable'] as const) {
      (await reloaded({ screen }, false)).at('home');
      (await reloaded({ screen })).at('menu');
    }
  });

  it('asks nobody for the screens before the sign-in when there was no session', async () => {
    const walk = new Walk(portal);
    walk.ports.connect = () => assert.fail('the server was asked');
    await walk.restore({ screen: 'home' });
    await walk.restore({ screen: 'online-services' });
    walk.at('online-services');
  });
});
