import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import { requestTimeStamp } from '../../../src/pki/timeStamp/requestTimeStamp.ts';
import { AUTHORITY_PATHS } from '../../../src/portal/simulator/authority/addresses.ts';
import { REASON } from '../../../src/portal/simulator/authority/types.ts';
import type { FindingCode } from '../../../src/signature/report/findings.ts';
import type { HandSigner } from '../../fixtures/signatures/handSigner.ts';
import type { VerdictText } from './support/signingDesk.ts';
import { SigningDesk, TAX_NUMBER, codesOf, isGood, verdictText } from './support/signingDesk.ts';
import { canonicalPart, method, sourceOf } from './xml/engine.ts';

/** ETSI EN 319 102-1 §5.1.3, the rows about the certificate: the mathematics is right in all of them. */
describe('The verdict on a signature that is right', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });
  beforeEach(() => {
    desk.network.ocsp = 'right';
    desk.network.crl = 'right';
    desk.network.options = { now: desk.now };
  });

  const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const issue = (more: Parameters<SigningDesk['issueTo']>[1] = {}) => desk.issueTo(keys, more);
  const revoked = (days: number, reason: number = REASON.keyCompromise) =>
    ({ kind: 'revoked', at: desk.daysFromNow(days), reason }) as const;

  async function is(
    signer: HandSigner,
    verdict: VerdictText,
    code: FindingCode,
    more: Parameters<SigningDesk['all']>[1] = {},
  ): Promise<void> {
    const signature = await desk.signature(desk.signed({}, undefined, signer), more);
    assert.equal(verdictText(signature), verdict);
    const why = signature.findings.find((it) => it.code === code);
    assert.equal(why?.severity, 'error', JSON.stringify(codesOf(signature)));
    assert.equal(signature.coreValid, true);
    assert.equal(signature.signer?.vkn, TAX_NUMBER);
    assert.notEqual(signature.signingTime, null);
  }

  it('is TOTAL_PASSED with a seal that is good by OCSP up to the anchor', async () => {
    const signature = await desk.signature(desk.signed({}, undefined, issue()));
    isGood(signature);
    assert.deepEqual(
      signature.chain.map(({ isAnchor, status }) => [isAnchor, status.state, status.from]),
      [
        [false, 'good', 'ocsp'],
        [false, 'good', 'ocsp'],
        [true, 'not-asked', null],
      ],
    );
    assert.deepEqual([signature.controlTimeFrom, signature.level], ['now', 'BES']);
  });

  it('is TOTAL_PASSED by CRL where OCSP is down', async () => {
    desk.network.ocsp = 'down';
    const signature = await desk.signature(desk.signed({}, undefined, issue()));
    isGood(signature);
    assert.equal(signature.chain[0]?.status.from, 'crl');
  });

  it('is REVOKED_NO_POE when it was revoked, and passes for a time before that', async () => {
    const signer = issue({ state: revoked(-2) });
    await is(signer, 'INDETERMINATE REVOKED_NO_POE', 'CERT-REVOKED');
    const text = desk.signed({}, undefined, signer);
    const before = await desk.signature(text, { at: desk.daysFromNow(-3) });
    assert.equal(verdictText(before), 'TOTAL_PASSED');
    assert.deepEqual(
      [before.controlTimeFrom, before.controlTime],
      ['asked', desk.daysFromNow(-3).toISOString()],
    );
    const after = await desk.signature(text, { at: desk.daysFromNow(-1) });
    assert.equal(verdictText(after), 'INDETERMINATE REVOKED_NO_POE');
  });

  it('is TRY_LATER while it is on hold', async () => {
    const signer = issue({ state: revoked(-2, REASON.certificateHold) });
    await is(signer, 'INDETERMINATE TRY_LATER', 'CERT-ON-HOLD');
  });

  it('is OUT_OF_BOUNDS_NO_POE before and after its time', async () => {
    const bounds = 'INDETERMINATE OUT_OF_BOUNDS_NO_POE';
    const expired = issue({ days: [-300, -10] });
    await is(expired, bounds, 'CERT-EXPIRED');
    await is(issue({ days: [10, 300] }), bounds, 'CERT-NOT-YET-VALID');
    const then = await desk.signature(desk.signed({}, undefined, expired), {
      at: desk.daysFromNow(-20),
    });
    assert.equal(verdictText(then), 'TOTAL_PASSED');
    assert.ok(codesOf(then).includes('SIG-TIME-OUTSIDE'), 'its SigningTime is of now');
  });

  it('is NO_CERTIFICATE_CHAIN_FOUND when nobody knows its issuer', async () => {
    const nowhere = 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND';
    const none = { trust: { anchors: [], intermediates: [], crls: [] } };
    await is(issue(), nowhere, 'CERT-NO-ANCHORS', none);
    const { root } = desk.pki.authority.certificates;
    const rootOnly = { trust: { anchors: [root], intermediates: [], crls: [] } };
    await is(issue(), nowhere, 'CERT-ISSUER-UNKNOWN', rootOnly);
  });

  it('is CHAIN_CONSTRAINTS_FAILURE for the encryption certificate, and for other purposes', async () => {
    const constraints = 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE';
    const encryption = issue({ profile: sealEncryptionProfile(TAX_NUMBER, 'Test') });
    await is(encryption, constraints, 'CERT-ENCRYPTION');
    await is(encryption, constraints, 'CERT-ENCRYPTION', { fetcher: null });
    const other = issue({ profile: { ...sealSigningProfile(TAX_NUMBER, 'Test'), extensions: [] } });
    await is(other, constraints, 'CERT-PURPOSE');
  });

  it('is TOTAL_PASSED with a person’s qualified certificate, and says so', async () => {
    const signer = issue({ profile: qualifiedProfile('10000000146', 'Test Kişi') });
    const signature = await desk.signature(desk.signed({}, undefined, signer));
    assert.equal(verdictText(signature), 'TOTAL_PASSED');
    assert.ok(codesOf(signature).includes('CERT-QUALIFIED'));
    assert.deepEqual([signature.signer?.vkn, signature.signer?.tckn], [null, '10000000146']);
  });

  it('is TRY_LATER offline, with nobody there, or with answers that prove nothing', async () => {
    const later = 'INDETERMINATE TRY_LATER';
    await is(issue(), later, 'CERT-STATUS-UNKNOWN', { fetcher: null });
    desk.network.crl = 'down';
    for (const ocsp of ['down', () => new Uint8Array(), () => Uint8Array.of(0x30, 0)] as const) {
      desk.network.ocsp = ocsp;
      await is(issue(), later, 'CERT-STATUS-UNKNOWN');
    }
    desk.network.ocsp = 'right';
    for (const fault of ['wrong-signature', 'stale'] as const) {
      desk.network.options = { now: desk.now, fault };
      await is(issue(), later, 'CERT-STATUS-UNKNOWN');
    }
  });

  it('is decided by the signature before its certificate', async () => {
    const text = desk
      .signed({}, undefined, issue({ state: revoked(-2) }))
      .replace('>120.00<', '>1.00<');
    const signature = await desk.signature(text);
    assert.equal(verdictText(signature), 'TOTAL_FAILED HASH_FAILURE');
    const found = signature.findings.find(({ code }) => code === 'CERT-REVOKED');
    assert.equal(found?.severity, 'warning', 'what does not decide is a warning');
  });

  describe('with a time stamp', () => {
    /** The canonical SignatureValue, which SignatureTimeStamp is over. */
    function stampedPart(text: string): Uint8Array {
      const start = Buffer.byteLength(text.slice(0, text.indexOf('<ds:SignatureValue')));
      const part = { what: { start }, method: method('c14n-1.0') };
      return Buffer.from(canonicalPart(sourceOf(text), part).text);
    }

    async function stampOver(bytes: Uint8Array, days: number): Promise<Uint8Array> {
      desk.network.options = { now: desk.daysFromNow(days) };
      const url = new URL(AUTHORITY_PATHS.timeStamp, desk.pki.authority.baseUrl);
      const hash = createHash('sha256').update(bytes).digest();
      const token = await requestTimeStamp({
        url,
        fetcher: desk.network.fetch,
        algorithm: 'sha256',
        hash,
      });
      desk.network.options = { now: desk.now };
      return token;
    }

    function withStamp(text: string, token: Uint8Array | string, c14n = ''): string {
      const base64 = typeof token === 'string' ? token : Buffer.from(token).toString('base64');
      const stamp = `<xades:SignatureTimeStamp>${c14n}<xades:EncapsulatedTimeStamp>${base64}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
      const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${stamp}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
      return text.replace('</xades:QualifyingProperties>', `${unsigned}$&`);
    }

    it('passes when that proves that it is older than the revocation', async () => {
      const text = desk.signed({}, undefined, issue({ state: revoked(-2) }));
      const stamped = withStamp(text, await stampOver(stampedPart(text), -3));
      const signature = await desk.signature(stamped);
      assert.equal(verdictText(signature), 'TOTAL_PASSED', JSON.stringify(signature.findings));
      assert.deepEqual([signature.level, signature.controlTimeFrom], ['T', 'time-stamp']);
      assert.equal(signature.timeStamps[0]?.valid, true);
      const found = signature.findings.find(({ code }) => code === 'CERT-REVOKED');
      assert.equal(found?.severity, 'warning');
    });

    it('passes when that proves that the certificate was still in its time', async () => {
      const text = desk.signed({}, undefined, issue({ days: [-300, -10] }));
      const signature = await desk.signature(
        withStamp(text, await stampOver(stampedPart(text), -20)),
      );
      assert.equal(verdictText(signature), 'TOTAL_PASSED', JSON.stringify(signature.findings));
    });

    it('does not pass by a stamp from after it, over other bytes, damaged, or from nobody known', async () => {
      const text = desk.signed({}, undefined, issue({ state: revoked(-2) }));
      const part = stampedPart(text);
      const token = await stampOver(part, -3);
      const damaged = Buffer.from(token);
      damaged[damaged.length - 9] = (damaged.at(-9) ?? 0) ^ 1;
      const stranger = await SigningDesk.open();
      const url = new URL(AUTHORITY_PATHS.timeStamp, stranger.pki.authority.baseUrl);
      stranger.network.options = { now: desk.daysFromNow(-3) };
      const hash = createHash('sha256').update(part).digest();
      const foreign = await requestTimeStamp({
        url,
        fetcher: stranger.network.fetch,
        algorithm: 'sha256',
        hash,
      });
      const odd = '<ds:CanonicalizationMethod Algorithm="urn:x"/>';
      for (const stamped of [
        withStamp(text, await stampOver(part, -1)),
        withStamp(text, await stampOver(Buffer.from('other'), -3)),
        withStamp(text, await stampOver(new Uint8Array(), -3)),
        withStamp(text, await stampOver(new Uint8Array(), -3), odd),
        withStamp(text, token, odd),
        withStamp(text, damaged),
        withStamp(text, foreign),
        withStamp(text, 'AAAA'),
        withStamp(text, '!'),
      ]) {
        const signature = await desk.signature(stamped);
        assert.equal(verdictText(signature), 'INDETERMINATE REVOKED_NO_POE');
        assert.notEqual(signature.signingTime, null);
      }
    });

    it('is not judged for a time that is not asked for', async () => {
      const text = desk.signed({}, undefined, issue({ state: revoked(-2) }));
      const stamped = withStamp(text, await stampOver(stampedPart(text), -3));
      const signature = await desk.signature(stamped, { at: desk.daysFromNow(-1) });
      assert.equal(verdictText(signature), 'INDETERMINATE REVOKED_NO_POE');
      assert.equal(signature.controlTimeFrom, 'asked');
    });
  });
});
