import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import { renewableFrom } from '../../../src/portal/simulator/menu/certificateRules.ts';
import { SignedIn, newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const DAY_MS = 86_400_000;

/** Is it the refusal of something that this state does not allow? */
const wrongState = (state: string) => (error: unknown) =>
  isMuhurError(error, 'portal/certificate-state') && error.data.state === state;

describe('the certificates of an organisation in the portal', () => {
  const portal = testSimulator();

  afterEach(() => {
    portal.simulator.clock.reset();
  });

  const list = async (session: SignedIn) =>
    (await session.call(menu.listCertificates, {})).certificates;

  async function newSeal(scenario: 'delivered' | 'active' | 'expiring' | 'expired' = 'delivered') {
    const { session, seal, organisation } = await newSignedIn(portal, { scenario });
    const [sign, encrypt] = (await list(session)).filter((c) => c.cardSerial === seal.serial);
    assert.ok(sign && encrypt);
    return { session, seal, organisation, sign, encrypt };
  }

  const activate = (session: SignedIn, serialNumber: string) =>
    session.call(menu.activateCertificate, { params: { serialNumber } });
  const suspend = (session: SignedIn, serialNumber: string) =>
    session.call(menu.suspendCertificate, { params: { serialNumber } });
  const revoke = (session: SignedIn, serialNumber: string, confirmed = serialNumber) =>
    session.call(menu.revokeCertificate, {
      params: { serialNumber },
      body: { reason: 'keyCompromise', confirmedSerialNumber: confirmed },
    });
  const stateOf = (serialNumber: string) =>
    portal.simulator.statuses.statusOf('seal', serialNumber);

  it('are those of its own cards and no others, signing and encryption of a seal each', async () => {
    const { session, organisation, sign, encrypt } = await newSeal();
    const other = await newSeal();
    const serials = organisation.cards.flatMap((c) => c.certificates.map((x) => x.serialNumber));
    assert.deepEqual((await list(session)).map((c) => c.serialNumber).sort(), serials.sort());
    assert.equal(sign.label, `${organisation.vkn}SIGN0`);
    assert.equal(encrypt.label, `${organisation.vkn}ENCR0`);
    assert.equal(sign.purpose, 'signing');
    assert.equal(encrypt.purpose, 'encryption');
    const der = Buffer.from(sign.certificate, 'base64');
    assert.equal(describeCertificate(der).serialNumber, sign.serialNumber);
    for (const change of [activate, suspend, revoke]) {
      await assert.rejects(change(session, other.sign.serialNumber), {
        code: 'portal/not-found',
        data: { what: 'certificate' },
      });
    }
    assert.equal((await list(other.session))[0]?.state, other.sign.state);
  });

  it('come on hold, and Kullanıma Aç puts each in use on its own', async () => {
    const { session, sign, encrypt } = await newSeal();
    assert.equal(sign.state, 'on-hold');
    assert.deepEqual(sign.actions, ['activate', 'revoke']);
    assert.deepEqual(
      { ...stateOf(sign.serialNumber), at: null },
      { kind: 'revoked', at: null, reason: 6 },
    );
    const active = await activate(session, sign.serialNumber);
    assert.equal(active.state, 'active');
    assert.deepEqual(active.actions, ['suspend', 'revoke']);
    assert.deepEqual(stateOf(sign.serialNumber), { kind: 'good' });
    assert.equal(stateOf(encrypt.serialNumber).kind, 'revoked');
    const numbers = portal.simulator.statuses.revoked('seal').map(({ serial }) => serial);
    assert.ok(!numbers.includes(sign.serialNumber) && numbers.includes(encrypt.serialNumber));
    await assert.rejects(activate(session, sign.serialNumber), {
      code: 'portal/certificate-state',
      data: { state: 'active', action: 'activate' },
    });
  });

  it('can be suspended and activated any number of times', async () => {
    const { session, sign } = await newSeal('active');
    for (let i = 0; i < 3; i++) {
      assert.equal((await suspend(session, sign.serialNumber)).state, 'on-hold');
      assert.equal(stateOf(sign.serialNumber).kind, 'revoked');
      await assert.rejects(suspend(session, sign.serialNumber), {
        code: 'portal/certificate-state',
      });
      assert.equal((await activate(session, sign.serialNumber)).state, 'active');
      assert.equal(stateOf(sign.serialNumber).kind, 'good');
    }
  });

  it('are revoked at the time of the press, with the reason, and for good', async () => {
    const { organisation, sign, encrypt } = await newSeal('active');
    portal.simulator.clock.set(new Date('2027-03-04T05:06:07.000Z'), true);
    const session = new SignedIn(portal, organisation.vkn);
    const revoked = await revoke(session, sign.serialNumber);
    assert.equal(revoked.state, 'revoked');
    assert.equal(revoked.since, '2027-03-04T05:06:07.000Z');
    assert.equal(revoked.reason, 'keyCompromise');
    assert.deepEqual(revoked.actions, ['renew']);
    assert.deepEqual(stateOf(sign.serialNumber), {
      kind: 'revoked',
      at: new Date('2027-03-04T05:06:07.000Z'),
      reason: 1,
    });
    for (const change of [activate, suspend, revoke]) {
      await assert.rejects(change(session, sign.serialNumber), wrongState('revoked'));
    }
    assert.equal(stateOf(encrypt.serialNumber).kind, 'good');
  });

  it('are revoked from hold as well', async () => {
    const { session, sign } = await newSeal();
    assert.equal((await revoke(session, sign.serialNumber)).state, 'revoked');
  });

  it('are not revoked without their serial number once more', async () => {
    const { session, sign, encrypt } = await newSeal('active');
    await assert.rejects(revoke(session, sign.serialNumber, encrypt.serialNumber), {
      code: 'portal/not-confirmed',
    });
    assert.equal(stateOf(sign.serialNumber).kind, 'good');
  });

  it('expire by the clock, keep the status they had, and cannot be changed then', async () => {
    const { organisation, sign } = await newSeal('active');
    portal.simulator.clock.set(new Date(Date.parse(sign.notAfter) + 1000), true);
    const session = new SignedIn(portal, organisation.vkn);
    const expired = (await list(session)).find((c) => c.serialNumber === sign.serialNumber);
    assert.equal(expired?.state, 'expired');
    assert.equal(expired.since, sign.notAfter);
    assert.deepEqual(expired.actions, ['renew']);
    assert.equal(stateOf(sign.serialNumber).kind, 'good');
    for (const change of [activate, suspend, revoke]) {
      await assert.rejects(change(session, sign.serialNumber), wrongState('expired'));
    }
  });

  it('can be renewed from three months before their end, counted by the calendar', () => {
    const from = (text: string) => renewableFrom(new Date(text)).toISOString().slice(0, 10);
    assert.equal(from('2029-11-22T00:00:00Z'), '2029-08-22');
    assert.equal(from('2029-05-31T00:00:00Z'), '2029-02-28');
    assert.equal(from('2028-05-31T00:00:00Z'), '2028-02-29');
    assert.equal(from('2029-02-10T00:00:00Z'), '2028-11-10');
  });

  describe('and their renewal', () => {
    const offer = (session: SignedIn, cardSerial: string) =>
      session.call(menu.readRenewalOffer, { params: { cardSerial } });

    it('is refused before its time, with the day from which it can be ordered', async () => {
      const { session, seal, sign } = await newSeal('active');
      const { allowed, allowedFrom, fee } = await offer(session, seal.serial);
      assert.equal(allowed, false);
      const early = Date.parse(sign.notAfter) - Date.parse(allowedFrom);
      assert.ok(early >= 89 * DAY_MS && early <= 92 * DAY_MS, allowedFrom);
      const order = { params: { cardSerial: seal.serial }, body: { acceptedFee: fee } };
      await assert.rejects(session.call(menu.renewCard, order), {
        code: 'portal/renewal-early',
        data: { allowedFrom },
      });
    });

    it('wants exactly the fee of the offer', async () => {
      const { session, seal } = await newSeal('expiring');
      const { allowed, fee } = await offer(session, seal.serial);
      assert.equal(allowed, true);
      const acceptedFee = { ...fee, amount: '1.00' };
      await assert.rejects(
        session.call(menu.renewCard, {
          params: { cardSerial: seal.serial },
          body: { acceptedFee },
        }),
        { code: 'portal/not-confirmed' },
      );
    });

    it('delivers a new card with new keys on hold, and leaves the old one as it is', async () => {
      const { session, seal, organisation, sign } = await newSeal('active');
      await revoke(session, sign.serialNumber);
      const { fee } = await offer(session, seal.serial);
      const before = await list(session);
      const { card, certificates } = await session.call(menu.renewCard, {
        params: { cardSerial: seal.serial },
        body: { acceptedFee: fee, keyAlgorithm: 'EC-P384' },
      });
      assert.notEqual(card.serial, seal.serial);
      assert.equal(card.secrets, 'stored');
      assert.deepEqual(
        certificates.map(({ state, keyAlgorithm, label }) => [state, keyAlgorithm, label]),
        [
          ['on-hold', 'EC-P384', `${organisation.vkn}SIGN0`],
          ['on-hold', 'RSA-2048', `${organisation.vkn}ENCR0`],
        ],
      );
      const old = (await list(session)).filter((c) => c.cardSerial !== card.serial);
      assert.deepEqual(old, before);
      const shown = (serial: string) =>
        session.call(menu.showSecrets, {
          params: { cardSerial: serial },
          body: { warningsRead: true },
        });
      assert.notEqual((await shown(card.serial)).puk, (await shown(seal.serial)).puk);
    });

    it('is there after a restart once it was answered', async () => {
      const { session, seal, organisation } = await newSeal('expired');
      const { fee } = await offer(session, seal.serial);
      const order = { params: { cardSerial: seal.serial }, body: { acceptedFee: fee } };
      const { card } = await session.call(menu.renewCard, order);
      await portal.restart();
      const { cards } = await new SignedIn(portal, organisation.vkn).call(menu.listCards, {});
      assert.ok(cards.some(({ serial }) => serial === card.serial));
    });

    it('is not for the card of another organisation', async () => {
      const { seal } = await newSeal('expired');
      const { session } = await newSeal();
      await assert.rejects(offer(session, seal.serial), { code: 'portal/not-found' });
    });
  });
});
