import assert from 'node:assert/strict';
import type { Log } from '../../../../src/log.ts';
import * as contract from '../../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { Action } from '../../../../src/views/portal/protocol/messages.ts';
import { strictLog } from '../../../strictLog.ts';
import { SignedIn } from '../../portal/support/signedIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { tells } from './support/tells.ts';
import { Walk, endWalks } from './support/walk.ts';

describe('Actions of the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let session: SignedIn;
  let walk: Walk;
  let cards: readonly string[];
  let certificates: readonly string[];

  before(async () => {
    organisation = await portal.newOrganisation({ scenario: 'expiring' });
    session = new SignedIn(portal, organisation.vkn);
    cards = organisation.cards.map(({ serial }) => serial);
    certificates = organisation.cards.flatMap((card) =>
      card.certificates.map(({ serialNumber }) => serialNumber),
    );
  });
  beforeEach(async () => {
    walk = new Walk(portal);
    await walk.toMenu(organisation);
  });
  afterEach(endWalks);

  const [one, other] = [() => cards[0] ?? '', () => cards[1] ?? ''];
  const certificate = (index: number) => certificates[index] ?? '';
  const count = async () => (await session.call(contract.listCards, {})).cards.length;
  const stateOf = async (serial: string) =>
    (await session.call(contract.listCertificates, {})).certificates.find(
      ({ serialNumber }) => serialNumber === serial,
    )?.state;

  it('do nothing on a screen that they are not of', async () => {
    const typed = { vkn: organisation.vkn, picture: 'x', word: 'y' };
    const { vkn, picture } = typed;
    const revoke = { certificate: certificate(0), confirmed: certificate(0) };
    const details = { address: 'Başka', phone: '05321112233', email: 'a@b.com.tr' };
    const misplaced: readonly Action[] = [
      { kind: 'new-picture' },
      { kind: 'tell-picture' },
      { kind: 'sign-in', ...typed },
      { kind: 'send-code' },
      { kind: 'enter-code', code: '123456' },
      { kind: 'sign-in-with-card', card: one(), vkn: null },
      { kind: 'forgot-word', vkn, picture },
      { kind: 'renew-word', code: '123456', word: 'yepyeni bir söz' },
      { kind: 'revoke', ...revoke, reason: 'unspecified' },
      { kind: 'renew', card: one() },
      { kind: 'save-details', ...details },
      { kind: 'show-secrets', warningsRead: true },
      { kind: 'hide-secrets' },
      { kind: 'save-secrets', warningsRead: true },
      { kind: 'print-secrets', warningsRead: true },
      { kind: 'delete-secrets' },
      { kind: 'unlock' },
    ];
    const cardsBefore = await count();
    walk.ports.asked.length = 0;
    for (const action of misplaced) {
      const before = walk.page;
      await walk.act(action);
      assert.deepEqual(walk.page, before, action.kind);
    }
    assert.deepEqual(walk.ports.asked, []);
    assert.equal(await count(), cardsBefore);
    assert.equal(await stateOf(certificate(0)), 'active');
    const { address } = await session.call(contract.readDetails, {});
    assert.notEqual(address, 'Başka');
  });

  it('revoke and renew nothing but what the screen is about', async () => {
    const cardsBefore = await count();
    await walk.act({ kind: 'ask-renew', card: one() });
    await walk.act({ kind: 'renew', card: other() });
    assert.equal(walk.at('renew').card.serial, one());
    assert.equal(await count(), cardsBefore);

    await walk.act({ kind: 'ask-revoke', certificate: certificate(0) });
    const confirmed = certificate(1);
    const wrong = { certificate: certificate(1), reason: 'unspecified', confirmed } as const;
    await walk.act({ kind: 'revoke', ...wrong });
    assert.equal(walk.at('revoke').certificate.serialNumber, certificate(0));
    assert.notEqual(await stateOf(certificate(1)), 'revoked');
  });

  it('are done one after the other, however quickly they are pressed', async () => {
    let waiting = 0;
    let most = 0;
    walk.ports.answer = async () => {
      most = Math.max(most, ++waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting--;
      return true;
    };
    const suspend = { kind: 'suspend', certificate: certificate(0) } as const;
    const activate = { kind: 'activate', certificate: certificate(0) } as const;
    const results = await Promise.all(
      [suspend, activate, suspend, suspend, activate].map((action) => walk.flow.act(action)),
    );
    assert.deepEqual(
      results.map((problem) => problem?.text.split(':')[0] ?? 'done'),
      ['done', 'done', 'done', 'The certificate is in a state that does not allow this', 'done'],
    );
    assert.equal(most, 1);
    assert.equal(await stateOf(certificate(0)), 'active');
  });

  it('go on after one that failed in a way nobody thought of', async () => {
    const errors: string[] = [];
    const log: Log = { ...strictLog, error: (line) => errors.push(line) };
    const fresh = new Walk(portal, log);
    await fresh.toMenu(organisation);
    fresh.ports.answer = () => Promise.reject(new TypeError('x is not a function'));
    const suspend = { kind: 'suspend', certificate: certificate(0) } as const;
    assert.match((await fresh.fails(suspend)).text, /^Something went wrong inside Mali Mühür/);
    assert.deepEqual(errors, ['internal {"reason":"x is not a function"}']);
    fresh.at('menu');

    portal.simulator.database.run('DELETE FROM session');
    fresh.ports.keepToken = () => Promise.reject(new Error('the keyring is locked'));
    await assert.rejects(fresh.flow.act({ kind: 'go', to: 'details' }), /the keyring is locked/);
    await fresh.go('home');
    fresh.at('home');
  });

  it('open the official pages, which are never talked to', async () => {
    for (const page of ['drivers', 'old-portal', 'new-portal'] as const) {
      await walk.act({ kind: 'open-official', page });
    }
    assert.deepEqual(walk.ports.asked.slice(-3), [
      'open drivers',
      'open old-portal',
      'open new-portal',
    ]);
  });

  it('check the computer at home, where the drivers are', async () => {
    await walk.act({ kind: 'check-computer' });
    assert.equal(walk.ports.asked.at(-1), 'check computer');
  });

  it('ask nothing of the server where a real card is explained, and start none', async () => {
    const fresh = new Walk(portal);
    fresh.ports.connect = () => assert.fail('the server was asked');
    await fresh.flow.explainRealCard('ACS 38T', 'akis-2');
    await fresh.act({ kind: 'open-official', page: 'new-portal' });
    await fresh.act({ kind: 'hide-secrets' });
    assert.equal(fresh.at('real-card').reader, 'ACS 38T');
    await fresh.go('home');
    await fresh.go('online-services');
  });
});

describe('What the page is sent', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  afterEach(endWalks);

  it('holds no token, no security word, and PIN and PUK on one screen only', async () => {
    const organisation = await portal.newOrganisation({ scenario: 'active' });
    const { pin, puk, serial } = organisation.cards[0] ?? assert.fail();
    const walk = new Walk(portal);
    await walk.signIn(organisation);
    const { token } = walk.ports.kept ?? assert.fail();
    await walk.act({ kind: 'open-secrets', card: serial });
    await walk.act({ kind: 'show-secrets', warningsRead: true });
    await walk.act({ kind: 'save-secrets', warningsRead: true });
    await walk.go('details');
    await walk.act({ kind: 'sign-out' });
    const all = JSON.stringify([walk.states, walk.problems]);
    const { securityWord } = organisation;
    assert.ok(securityWord !== null && pin !== null && puk !== null);
    assert.ok(!all.includes(token) && !all.includes(securityWord));
    const rest = walk.states.filter(({ screen }) => screen.kind !== 'secrets');
    assert.ok(tells(all, puk) && !tells(JSON.stringify(rest), puk));
    const points = JSON.stringify(walk.states.map(({ restore, notice }) => [restore, notice]));
    assert.ok(!tells(points, pin) && !tells(points, puk));
  });
});
