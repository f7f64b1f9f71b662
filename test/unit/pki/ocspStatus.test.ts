import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Der } from '../../../src/pki/der.ts';
import { KEY_USAGE, OID } from '../../../src/pki/oids.ts';
import { certIdOf, ocspRequest } from '../../../src/pki/revocation/ocspRequest.ts';
import { ocspStatus } from '../../../src/pki/revocation/ocspStatus.ts';
import type { AnsweredStatus, StatusUnknown } from '../../../src/pki/revocation/status.ts';
import type { Authority, TestPki } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import { extendedKeyUsage, keyUsage } from '../../../src/pki/testAuthority/extensions.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { sealSigningProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import type { X509 } from '../../../src/pki/x509.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import type { Identity } from '../../../src/portal/simulator/authority/identity.ts';
import { openIdentity } from '../../../src/portal/simulator/authority/identity.ts';
import type { OcspAnswer } from '../../../src/portal/simulator/authority/ocspAnswer.ts';
import { errorAnswer, signedAnswer } from '../../../src/portal/simulator/authority/ocspAnswer.ts';
import { readOcspRequest } from '../../../src/portal/simulator/authority/ocspRequest.ts';
import type { CertificateState } from '../../../src/portal/simulator/authority/types.ts';
import { REASON } from '../../../src/portal/simulator/authority/types.ts';
import { depth } from '../../depth.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const hour = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const VALIDITY = { notBefore: hour(-2000), notAfter: hour(20_000) };
const NONCE = new Uint8Array(16).fill(7);
const GOOD: CertificateState = { kind: 'good' };

describe('What an OCSP responder says of a certificate', () => {
  let pki: TestPki;
  let stranger: TestPki;
  let certificate: X509;
  let keys: KeyPair;
  before(async () => {
    [pki, stranger, keys] = await Promise.all([
      createTestPki(ISSUER_NAMES.seal, { now: hour(-3000) }),
      createTestPki(ISSUER_NAMES.seal, { now: hour(-3000) }),
      generateKeyPair('EC-P384'),
    ]);
    certificate = issue();
  });

  function issue(): X509 {
    const profile = sealSigningProfile('3900383669', 'Deneme A.Ş.');
    return parseX509(issueCertificate(pki.issuer, profile, keys.publicKey, { validity: VALIDITY }));
  }
  const identityOf = ({
    certificate: der,
    privateKey,
  }: Pick<Authority, 'certificate' | 'privateKey'>) =>
    openIdentity({
      certificate: Buffer.from(der).toString('base64'),
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    });
  /** A responder with a certificate by that issuer. */
  function delegate(
    issuer: Authority,
    extensions: readonly Der[] = [extendedKeyUsage(OID.ocspSigning)],
    validity = VALIDITY,
  ): Identity {
    const profile = {
      subject: [['CN', 'OCSP']] as const,
      extensions: [keyUsage(KEY_USAGE.digitalSignature), ...extensions],
    };
    const der = issueCertificate(issuer, profile, keys.publicKey, { validity });
    return identityOf({ certificate: der, privateKey: keys.privateKey });
  }
  const certIdBytes = (of: X509, issuer: Authority = pki.issuer) => {
    const request = ocspRequest(certIdOf(of, parseX509(issuer.certificate)), NONCE);
    return readOcspRequest(request).certIds[0]?.bytes ?? new Uint8Array();
  };
  function answer(
    state: CertificateState = GOOD,
    more: Partial<OcspAnswer> & { signer?: Identity; about?: Uint8Array } = {},
    spoil = (signature: Uint8Array) => signature,
  ): Promise<Uint8Array> {
    const { signer = identityOf(pki.issuer), about = certIdBytes(certificate), ...rest } = more;
    const states = [{ certId: about, state }];
    const usual = { states, producedAt: NOW, nextUpdate: hour(1), nonce: NONCE };
    return signedAnswer({ ...usual, ...rest }, signer, spoil);
  }
  const status = async (bytes: Promise<Uint8Array> | Uint8Array, at = NOW, asked = certificate) =>
    ocspStatus(
      await bytes,
      { certificate: asked, issuer: parseX509(pki.issuer.certificate), at, now: NOW },
      NONCE,
    );
  const isUnknown = async (reason: StatusUnknown, said: Promise<AnsweredStatus>) =>
    assert.deepEqual(await said, { state: 'unknown', reason });

  it('is good, revoked or on hold, by the issuer itself', async () => {
    const said = { from: 'ocsp', saidAt: NOW };
    assert.deepEqual(await status(answer()), { state: 'good', ...said });
    const since = hour(-5);
    const revoked = answer({ kind: 'revoked', at: since, reason: REASON.superseded });
    const superseded = { state: 'revoked', reason: 'superseded', since, ...said };
    assert.deepEqual(await status(revoked), superseded);
    const held = answer({ kind: 'revoked', at: since, reason: REASON.certificateHold });
    assert.equal((await status(held)).state, 'on-hold');
  });

  it('counts by a responder that the issuer appointed, and by no other', async () => {
    const by = (signer: Identity) => status(answer(GOOD, { signer }));
    assert.equal((await by(delegate(pki.issuer))).state, 'good');
    await isUnknown('answer-refused', by(delegate(pki.issuer, [])));
    await isUnknown(
      'answer-refused',
      by(delegate(pki.issuer, [extendedKeyUsage(OID.timeStamping)])),
    );
    const over = { notBefore: hour(-100), notAfter: hour(-1) };
    const expired = delegate(pki.issuer, [extendedKeyUsage(OID.ocspSigning)], over);
    await isUnknown('answer-refused', by(expired));
    // Both bear the issuer's name; only one is the issuer.
    await isUnknown('answer-refused', by(delegate(stranger.issuer)));
    await isUnknown('answer-refused', by(identityOf(stranger.issuer)));
    await isUnknown('answer-refused', by(identityOf(pki.root)));
    const itself = identityOf({ certificate: certificate.der, privateKey: keys.privateKey });
    await isUnknown('answer-refused', by(itself));
  });

  it('counts only with its signature as it was made', async () => {
    const spoil = (signature: Uint8Array) =>
      signature.map((byte, i) => (i === 20 ? byte ^ 1 : byte));
    await isUnknown('answer-refused', status(answer(GOOD, {}, spoil)));
  });

  it('counts only about that certificate', async () => {
    const other = certIdBytes(issue());
    await isUnknown('answer-refused', status(answer(GOOD, { about: other })));
    const elsewhere = certIdBytes(certificate, stranger.issuer);
    await isUnknown('answer-refused', status(answer(GOOD, { about: elsewhere })));
    const states = [
      { certId: other, state: GOOD },
      { certId: certIdBytes(certificate), state: { kind: 'unknown' } as const },
    ];
    await isUnknown('unknown-there', status(answer(GOOD, { states })));
  });

  it('counts with the nonce that was sent, or with none', async () => {
    const other = new Uint8Array(16).fill(8);
    await isUnknown('answer-refused', status(answer(GOOD, { nonce: other })));
    await isUnknown('answer-refused', status(answer(GOOD, { nonce: NONCE.subarray(1) })));
    assert.equal((await status(answer(GOOD, { nonce: null }))).state, 'good');
  });

  it('counts only over its time: not when it is over, and not from the future', async () => {
    const old = { producedAt: hour(-2), nextUpdate: hour(-1) };
    await isUnknown('stale', status(answer(GOOD, old)));
    await isUnknown('stale', status(answer(GOOD, { ...old, nonce: null })));
    assert.equal((await status(answer(GOOD, old), hour(-3))).state, 'good', 'of a time before it');
    await isUnknown('stale', status(answer(GOOD, { producedAt: hour(1), nextUpdate: hour(2) })));
    await isUnknown('stale', status(answer(), hour(2)));
  });

  it('is not known when the responder says so, or says why it does not answer', async () => {
    await isUnknown('unknown-there', status(answer({ kind: 'unknown' })));
    await isUnknown('unknown-there', status(errorAnswer('unauthorized')));
    await isUnknown('answer-refused', status(errorAnswer('malformedRequest')));
  });

  it('is refused when it is none, is cut off, goes on, or is too large', async () => {
    const right = await answer();
    for (let length = 0; length < right.length; length++) {
      await isUnknown('answer-refused', status(right.subarray(0, length)));
    }
    await isUnknown('answer-refused', status(Buffer.concat([right, Uint8Array.of(0)])));
    await isUnknown('answer-refused', status(Buffer.from('<html>Welcome to this hotel</html>')));
    await isUnknown('answer-refused', status(new Uint8Array(10_000_000).fill(0x30)));
  });

  it('never becomes another one by changing a byte', async () => {
    const right = await answer();
    const expected = await status(right);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(right.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const said = await status(right.map((byte, i) => (i === at ? byte ^ change : byte)));
          if (said.state !== 'unknown') assert.deepEqual(said, expected);
        },
      ),
      { numRuns: depth(200) },
    );
  });
});
