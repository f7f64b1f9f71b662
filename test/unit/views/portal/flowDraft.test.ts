import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { Action, Draft } from '../../../../src/views/portal/protocol/messages.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

const DETAILS = { address: 'Yeni Cad. 1', phone: '0532 111 22 33', email: 'a@b.com.tr' };
const REVOCATION = { reason: 'superseded', confirmed: '4d 7a' } as const;

describe('What was typed and not sent', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let certificates: readonly string[];
  let walk: Walk;

  before(async () => {
    organisation = await portal.newOrganisation({ scenario: 'active' });
    certificates = organisation.cards.flatMap((card) =>
      card.certificates.map(({ serialNumber }) => serialNumber),
    );
  });
  beforeEach(async () => {
    walk = new Walk(portal);
    await walk.toMenu(organisation);
  });
  afterEach(endWalks);

  const certificate = (index = 0) => certificates[index] ?? '';
  const askRevoke = (index = 0) =>
    walk.act({ kind: 'ask-revoke', certificate: certificate(index) });
  const save: Action = { kind: 'save-details', ...DETAILS };

  async function type(draft: Draft): Promise<void> {
    await (draft.screen === 'details' ? walk.go('details') : askRevoke());
    walk.flow.keep(draft);
  }
  const typeDetails = () => type({ screen: 'details', ...DETAILS });
  const typeRevocation = () => type({ screen: 'revoke', ...REVOCATION });

  /** The session ends under who presses that, and signs in again. */
  async function overTheSignIn(press: Action, as = organisation): Promise<void> {
    portal.simulator.database.run('DELETE FROM session');
    await walk.fails(press);
    walk.at('verification');
    await walk.signIn(as);
  }

  it('is there again after the session has ended and another was opened', async () => {
    await typeDetails();
    await overTheSignIn(save);
    assert.deepEqual(walk.at('details').typed, DETAILS);

    await typeRevocation();
    const revoke = { kind: 'revoke', certificate: certificate(), ...REVOCATION } as const;
    await overTheSignIn({ ...revoke, confirmed: certificate() });
    assert.deepEqual(walk.at('revoke').typed, REVOCATION);
  });

  it('is there again after the server was silent, whoever noticed it', async () => {
    for (const typeIt of [typeDetails, typeRevocation]) {
      await typeIt();
      const { screen } = walk.page;
      await portal.whileStopped(async () => {
        await walk.flow.lost(portal.ready.baseUrl);
        walk.at('unavailable');
      });
      await walk.comesTo(screen.kind);
      assert.deepEqual(walk.page.screen, screen);
    }
  });

  it('is there again although it arrived only after the server was found silent', async () => {
    await walk.go('details');
    await portal.whileStopped(async () => {
      await walk.flow.lost(portal.ready.baseUrl);
      walk.flow.keep({ screen: 'details', ...DETAILS });
    });
    await walk.comesTo('details');
    assert.deepEqual(walk.at('details').typed, DETAILS);
  });

  for (const form of ['password', 'forgotten'] as const) {
    it(`is there again after a silence before a sign-in, too: ${form}`, async () => {
      await walk.act({ kind: 'sign-out' });
      await walk.go(form);
      walk.flow.keep({ screen: form, vkn: '12 34' });
      await portal.whileStopped(async () => {
        await walk.flow.lost(portal.ready.baseUrl);
        walk.flow.keep({ screen: form, vkn: '12 345' });
      });
      await walk.comesTo(form);
      assert.equal(walk.at(form).vkn, '12 345');
      // Also on a page that comes anew, and with another picture.
      walk.flow.keep({ screen: form, vkn: '12 3456' });
      assert.equal(walk.at(form).vkn, '12 3456');
      await walk.act({ kind: 'new-picture' });
      assert.equal(walk.at(form).vkn, '12 3456');
    });
  }

  it('of a sign-in is gone once that has succeeded, whatever still arrives', async () => {
    await walk.act({ kind: 'sign-out' });
    await walk.go('password');
    walk.flow.keep({ screen: 'password', vkn: organisation.vkn });
    await walk.signIn(organisation);
    walk.flow.keep({ screen: 'password', vkn: organisation.vkn });
    await walk.act({ kind: 'sign-out' });
    await walk.go('password');
    assert.equal(walk.at('password').vkn, '');
  });

  it('is there again on a page that VS Code has taken apart meanwhile', async () => {
    await walk.go('details');
    assert.equal(walk.at('details').typed, null);
    walk.flow.keep({ screen: 'details', ...DETAILS });
    assert.deepEqual(walk.at('details').typed, DETAILS);
  });

  it('is gone once it was sent', async () => {
    await typeDetails();
    await walk.act(save);
    assert.equal(walk.at('details').typed, null);
    await walk.go('menu');
    await walk.go('details');
    assert.equal(walk.at('details').typed, null);
  });

  it('stays when what was sent is refused', async () => {
    await typeDetails();
    await walk.fails({ kind: 'save-details', ...DETAILS, email: 'kimse' });
    assert.deepEqual(walk.at('details').typed, DETAILS);
  });

  it('is gone when one goes elsewhere, signs out, or the server is another one', async () => {
    const ways: readonly (() => Promise<unknown>)[] = [
      () => walk.go('menu'),
      () => walk.go('home'),
      () => walk.act({ kind: 'sign-out' }),
      () => walk.flow.startOver(),
    ];
    for (const leave of ways) {
      await typeRevocation();
      await leave();
      walk.openSession(organisation);
      await askRevoke();
      assert.equal(walk.at('revoke').typed, null);
    }
  });

  it('is nothing to another organisation or certificate', async () => {
    await typeDetails();
    await overTheSignIn(save, await portal.newOrganisation());
    assert.equal(walk.at('details').typed, null);
    await walk.act({ kind: 'sign-out' });

    walk.openSession(organisation);
    await typeRevocation();
    await askRevoke(1);
    assert.equal(walk.at('revoke').typed, null);
  });

  it('is remembered of the screen that is shown only, and in no restore point', async () => {
    walk.flow.keep({ screen: 'details', ...DETAILS });
    await walk.go('details');
    assert.equal(walk.at('details').typed, null);
    walk.flow.keep({ screen: 'details', ...DETAILS });
    walk.flow.keep({ screen: 'revoke', ...REVOCATION });
    assert.deepEqual(walk.at('details').typed, DETAILS);
    assert.deepEqual(walk.page.restore, { screen: 'details', about: null, attempt: null });
  });
});
