import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { KeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../../../src/pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../../src/pki/testAuthority/leafProfiles.ts';
import type { TrustStore } from '../../../../src/pki/trust/trustStore.ts';
import type { CertificateState } from '../../../../src/portal/simulator/authority/types.ts';
import { REASON } from '../../../../src/portal/simulator/authority/types.ts';
import type { FindingCode } from '../../../../src/signature/report/findings.ts';
import type { SubIndication } from '../../../../src/signature/report/report.ts';
import type { Judgement, Surroundings } from '../../../../src/signature/trust/judgeCertificate.ts';
import { judgeCertificate } from '../../../../src/signature/trust/judgeCertificate.ts';
import type { TestAuthority } from '../../../rig/testAuthority.ts';
import { newTestAuthority } from '../../../rig/testAuthority.ts';
import { AuthorityFetcher } from '../../pki/support/authorityFetcher.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const YESTERDAY = new Date('2026-11-26T12:00:00Z');
const EARLIER = new Date('2026-11-01T12:00:00Z');
const VALIDITY = {
  notBefore: new Date('2025-01-01T00:00:00Z'),
  notAfter: new Date('2028-01-01T00:00:00Z'),
};
const SEAL = sealSigningProfile('3900383669', 'Deneme A.Ş.');

describe('A certificate that signed', () => {
  let pki: TestAuthority;
  let keys: KeyPair;
  let network: AuthorityFetcher;
  let trust: TrustStore;
  before(async function () {
    this.timeout(20_000);
    [pki, keys] = await Promise.all([newTestAuthority(), generateKeyPair('EC-P384')]);
  });
  beforeEach(() => {
    network = new AuthorityFetcher(pki.authority, NOW);
    const { root, seal, qualified } = pki.authority.certificates;
    trust = { anchors: [root], intermediates: [seal, qualified], crls: [] };
  });

  const change = (issuer: 'seal' | 'root', der: Uint8Array, state: CertificateState) =>
    pki.statuses.set(issuer, new X509Certificate(der).serialNumber, state);
  const revoked = (at: Date, reason: number = REASON.keyCompromise) =>
    ({ kind: 'revoked', at, reason }) as const;

  /** Issued for these tests, with a good status unless told otherwise. */
  function issue(
    profile: LeafProfile = SEAL,
    more: { validity?: typeof VALIDITY; state?: CertificateState } = {},
  ): Uint8Array {
    const { validity = VALIDITY, state = { kind: 'good' } } = more;
    const der = pki.authority.issue('seal', profile, keys.publicKey, { validity });
    change('seal', der, state);
    return der;
  }
  const judge = (der: Uint8Array, more: Partial<Surroundings> & { at?: Date } = {}) => {
    const { at = NOW, ...around } = more;
    return judgeCertificate(der, [], at, { trust, now: NOW, fetcher: network.fetch, ...around });
  };
  /** Without what is said of every certificate of a test authority. */
  const codes = ({ findings }: Judgement) =>
    findings
      .map(({ code, severity }) => `${severity} ${code}`)
      .filter((text) => text !== 'information CERT-TEST');
  function decides(judgement: Judgement, subIndication: SubIndication, code: FindingCode): void {
    assert.deepEqual(judgement.verdict, { indication: 'INDETERMINATE', subIndication });
    const errors = judgement.findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map((it) => it.code),
      [code],
    );
  }

  it('is good when it chains to an anchor and its status is good all the way up', async () => {
    const judgement = await judge(issue());
    assert.equal(judgement.verdict, null);
    assert.deepEqual(codes(judgement), []);
    assert.deepEqual(
      judgement.chain.map(({ isAnchor, status }) => [isAnchor, status.state, status.from]),
      [
        [false, 'good', 'ocsp'],
        [false, 'good', 'ocsp'],
        [true, 'not-asked', null],
      ],
    );
    const [own] = judgement.chain;
    assert.match(own?.subject ?? '', /CN=Deneme A\.Ş\..*SERIALNUMBER=3900383669/);
    assert.equal(own?.status.at, NOW.toISOString());
  });

  it('is judged by CRLs when OCSP does not answer, or not in a way that counts', async () => {
    for (const ocsp of ['down', () => Uint8Array.of(0x30, 0)] as const) {
      network.ocsp = ocsp;
      const { verdict, chain } = await judge(issue());
      assert.equal(verdict, null);
      assert.deepEqual(
        chain.map(({ status }) => status.from),
        ['crl', 'crl', null],
      );
    }
  });

  it('is judged offline by the CRLs at hand', async () => {
    const [own, above] = await Promise.all([
      pki.authority.crlOf('seal', { now: NOW }),
      pki.authority.crlOf('root', { now: NOW }),
    ]);
    const offline = { trust: { ...trust, crls: [above, own] }, fetcher: null };
    const judgement = await judge(issue(), offline);
    assert.equal(judgement.verdict, null);
    const isRevoked = issue(SEAL, { state: revoked(YESTERDAY) });
    const crls = [above, await pki.authority.crlOf('seal', { now: NOW })];
    const refused = await judge(isRevoked, { ...offline, trust: { ...trust, crls } });
    decides(refused, 'REVOKED_NO_POE', 'CERT-REVOKED');
  });

  it('is to be tried later when nothing may be fetched', async () => {
    const judgement = await judge(issue(), { fetcher: null });
    assert.deepEqual(judgement.verdict?.subIndication, 'TRY_LATER');
    assert.deepEqual(codes(judgement), [
      'error CERT-STATUS-UNKNOWN',
      'warning CERT-STATUS-UNKNOWN',
    ]);
    assert.equal(judgement.chain.at(-1)?.isAnchor, true);
  });

  it('is revoked from then on, and was not before', async () => {
    const der = issue(SEAL, { state: revoked(YESTERDAY) });
    const judgement = await judge(der);
    decides(judgement, 'REVOKED_NO_POE', 'CERT-REVOKED');
    assert.deepEqual(judgement.findings[0]?.data, {
      at: YESTERDAY.toISOString(),
      reason: 'keyCompromise',
    });
    decides(await judge(der, { at: YESTERDAY }), 'REVOKED_NO_POE', 'CERT-REVOKED');
    const before = await judge(der, { at: EARLIER });
    assert.equal(before.verdict, null);
    assert.deepEqual(codes(before), ['warning CERT-REVOKED']);
  });

  it('is to be tried later while it is on hold', async () => {
    const der = issue(SEAL, { state: revoked(YESTERDAY, REASON.certificateHold) });
    decides(await judge(der), 'TRY_LATER', 'CERT-ON-HOLD');
    assert.equal((await judge(der, { at: EARLIER })).verdict, null);
  });

  it('counts for nothing when the authority above it was revoked', async () => {
    const der = issue(SEAL, { state: revoked(EARLIER) });
    change('root', pki.authority.certificates.seal, revoked(YESTERDAY));
    try {
      const judgement = await judge(der);
      decides(judgement, 'REVOKED_CA_NO_POE', 'CERT-CA-REVOKED');
      assert.deepEqual(codes(judgement)[1], 'warning CERT-REVOKED');
    } finally {
      change('root', pki.authority.certificates.seal, { kind: 'good' });
    }
  });

  it('is of no use before and after its time, whether its issuer is known or not', async () => {
    const expired = issue(SEAL, { validity: { ...VALIDITY, notAfter: YESTERDAY } });
    decides(await judge(expired), 'OUT_OF_BOUNDS_NO_POE', 'CERT-EXPIRED');
    const nobody = { anchors: [], intermediates: [], crls: [] };
    const alone = await judge(expired, { trust: nobody });
    decides(alone, 'OUT_OF_BOUNDS_NO_POE', 'CERT-EXPIRED');
    assert.deepEqual(codes(alone), ['error CERT-EXPIRED', 'warning CERT-NO-ANCHORS']);
    const future = issue(SEAL, { validity: { ...VALIDITY, notBefore: new Date('2027-01-01') } });
    decides(await judge(future), 'OUT_OF_BOUNDS_NO_POE', 'CERT-NOT-YET-VALID');
    assert.deepEqual(network.asked, [], 'nobody is asked about it');
  });

  it('is of nobody when its issuer is not known', async () => {
    const nothing = await judge(issue(), { trust: { anchors: [], intermediates: [], crls: [] } });
    decides(nothing, 'NO_CERTIFICATE_CHAIN_FOUND', 'CERT-NO-ANCHORS');
    const rootOnly = await judge(issue(), { trust: { ...trust, intermediates: [] } });
    decides(rootOnly, 'NO_CERTIFICATE_CHAIN_FOUND', 'CERT-ISSUER-UNKNOWN');
    assert.equal(rootOnly.chain.length, 1);
    assert.deepEqual(network.asked, [], 'no address of an unknown chain is fetched from');
  });

  it('is never its own anchor by coming with the signature', async () => {
    const { root, seal } = pki.authority.certificates;
    const around = { trust: { ...trust, anchors: [] }, now: NOW, fetcher: network.fetch };
    const judgement = await judgeCertificate(issue(), [seal, root], NOW, around);
    assert.equal(judgement.verdict?.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('takes issuers that came with the signature as candidates', async () => {
    const { seal } = pki.authority.certificates;
    const around = { trust: { ...trust, intermediates: [] }, now: NOW, fetcher: network.fetch };
    const judgement = await judgeCertificate(issue(), [seal], NOW, around);
    assert.equal(judgement.verdict, null);
  });

  it('is for signing, and not the encryption certificate or some other', async () => {
    const encryption = issue(sealEncryptionProfile('3900383669', 'Deneme A.Ş.'));
    decides(await judge(encryption), 'CHAIN_CONSTRAINTS_FAILURE', 'CERT-ENCRYPTION');
    const offline = await judge(encryption, { fetcher: null });
    decides(offline, 'CHAIN_CONSTRAINTS_FAILURE', 'CERT-ENCRYPTION');
    const other = issue({ ...SEAL, extensions: [] });
    decides(await judge(other), 'CHAIN_CONSTRAINTS_FAILURE', 'CERT-PURPOSE');
  });

  it('tells what is good to know and decides nothing', async () => {
    const person = await judge(issue(qualifiedProfile('10000000146', 'Deneme Kişi')));
    assert.equal(person.verdict, null);
    assert.deepEqual(codes(person), ['information CERT-QUALIFIED']);
    const test = await judge(issue(sealSigningProfile('1234567801', 'Test Kurum (TEST)')));
    assert.equal(test.verdict, null);
    assert.deepEqual(
      test.findings.map(({ code, severity }) => `${severity} ${code}`),
      ['information CERT-TEST', 'warning CERT-TAX-NUMBER'],
    );
  });

  it('is not read at all when it is none', async () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x30, 0x80), issue().subarray(0, 99)]) {
      const judgement = await judge(bytes);
      decides(judgement, 'NO_SIGNING_CERTIFICATE_FOUND', 'CERT-UNREADABLE');
      assert.deepEqual(judgement.chain, []);
    }
  });

  it('is asked about once in a run, however many documents it signed', async () => {
    const around = { trust, now: NOW, fetcher: network.fetch };
    const der = issue();
    await Promise.all([1, 2, 3].map(() => judgeCertificate(der, [], NOW, around)));
    await judgeCertificate(der, [], YESTERDAY, around);
    assert.deepEqual(network.asked, ['/ocsp', '/ocsp']);
    await judgeCertificate(der, [], NOW, { ...around });
    assert.equal(network.asked.length, 4, 'another run asks again');
  });
});
