import type { KeyObject } from 'node:crypto';
import { createHash, verify } from 'node:crypto';
import { trustedKey } from '../../pki/signatureAlgorithm.ts';
import type { X509 } from '../../pki/x509.ts';
import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import { isStrongHash } from '../xades/algorithms.ts';
import type { Checked } from '../xades/checkReferences.ts';
import { NOTHING, found, together } from '../xades/checkReferences.ts';
import { keyOfCertificate } from '../xades/signatureValue.ts';
import type { Verdict } from '../xades/verdict.ts';
import { verdictOf } from '../xades/verdict.ts';
import { checkAttributes } from './checkAttributes.ts';
import { digestUri, hashOf, methodOf, signatureUri } from './cmsAlgorithms.ts';
import type { SignerInfo } from '../../pki/cms/readCms.ts';
import type { SignedContent } from './signedContent.ts';
import { certificatesNamed } from '../../pki/cms/signerCertificates.ts';

/** What one signer of a CMS signs, and with what it may be checked. */
export interface SignerContext {
  /** Null: it is not there. */
  readonly content: SignedContent | null;
  /** Type of the content; null for a counter-signature, which signs a signature value. */
  readonly contentType: string | null;
  /** All that came with the CMS. */
  readonly certificates: readonly X509[];
  readonly now: Date;
}

/** One signer by the mathematics and the binding of the certificate; trust is judged after it. */
export interface CheckedSigner {
  readonly signer: SignerInfo;
  /** The certificate that the value was checked with; null when there is none. */
  readonly certificate: X509 | null;
  readonly value: 'right' | 'wrong' | 'unchecked';
  /** What the content gives; null when it is not there or cannot be digested. */
  readonly digest: Uint8Array | null;
  readonly isDigestRight: boolean;
  /** Digest and value are right. */
  readonly coreValid: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly verdict: Verdict | null;
}

/** RFC 5652 §5.4 to §5.6, ETSI EN 319 122-1 §5, EN 319 102-1 §5.2. */
export function checkSigner(signer: SignerInfo, context: SignerContext): CheckedSigner {
  const { attributes } = signer;
  const certificate = certificateOf(signer, context.certificates);
  const key = certificate && keyOfCertificate(certificate.der);
  const value = checkedValue(signer, key, context.content);
  const hash = hashOf(signer);
  const digest = hash && context.content && context.content.digest(hash);
  const isDigestRight =
    attributes === null ? value === 'right' : equal(attributes.messageDigest, digest);
  const checked = together(
    checkContent(signer, digest, context),
    checkValue(signer, value),
    checkCertificate(certificate, key),
    checkAttributes(signer, { ...context, certificate, isProven: value === 'right' }),
  );
  return {
    signer,
    certificate,
    value,
    digest,
    isDigestRight,
    coreValid: value === 'right' && isDigestRight,
    findings: checked.findings,
    verdict: verdictOf(checked.reasons),
  };
}

/** The one that is signed for; without that, the one that proves the value. */
function certificateOf(signer: SignerInfo, certificates: readonly X509[]): X509 | null {
  const named = certificatesNamed(signer.id, certificates);
  const { signingCertificate, signingCertificateV1 } = signer.attributes ?? {};
  const isMeant = ({ der }: X509): boolean =>
    signingCertificate?.algorithm
      ? equal(
          createHash(signingCertificate.algorithm).update(der).digest(),
          signingCertificate.hash,
        )
      : equal(createHash('sha1').update(der).digest(), signingCertificateV1 ?? null);
  const proves = ({ der }: X509): boolean =>
    checkedValue(signer, keyOfCertificate(der), null) === 'right';
  return named.find(isMeant) ?? named.find(proves) ?? named[0] ?? null;
}

/** @param content needed only where nothing else is signed. */
function checkedValue(
  signer: SignerInfo,
  key: KeyObject | null,
  content: SignedContent | null,
): CheckedSigner['value'] {
  const { attributes, signature } = signer;
  const method = methodOf(signer);
  if (method === null || key === null || key.asymmetricKeyType !== method.key) return 'unchecked';
  if (attributes !== null) {
    return proves(method.hash, attributes.toBeSigned, key, signature) ? 'right' : 'wrong';
  }
  if (content === null) return 'unchecked';
  return content.isSignedBy(method.hash, key, signature) ? 'right' : 'wrong';
}

/** RSA is PKCS#1 v1.5, ECDSA has the DER form. */
function proves(hash: string, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(hash, data, key, signature);
  } catch {
    return false;
  }
}

function checkContent(
  signer: SignerInfo,
  digest: Uint8Array | null,
  { content }: SignerContext,
): Checked {
  const algorithm = digestUri(signer);
  const hash = hashOf(signer);
  const strength =
    hash === null
      ? against(finding('SIG-ALGORITHM', 'error', { algorithm, use: 'digest' }))
      : isStrongHash(hash)
        ? NOTHING
        : against(finding('SIG-ALGORITHM-WEAK', 'error', { algorithm, use: 'digest' }));
  if (content === null) {
    const missing = finding('SIG-REFERENCE-MISSING', 'error', { uri: '' });
    return together(found(missing, 'SIGNED_DATA_NOT_FOUND'), strength);
  }
  const expected = signer.attributes?.messageDigest ?? null;
  if (expected === null || digest === null || equal(expected, digest)) return strength;
  const data = { uri: '', algorithm, expected: base64(expected), actual: base64(digest) };
  return together(found(finding('SIG-DIGEST', 'error', data), 'HASH_FAILURE'), strength);
}

function checkValue(signer: SignerInfo, value: CheckedSigner['value']): Checked {
  const algorithm = signatureUri(signer);
  const method = methodOf(signer);
  // An unknown hash function is told where the content is checked.
  if (method === null && hashOf(signer) === null) return NOTHING;
  if (method === null) {
    return against(finding('SIG-ALGORITHM', 'error', { algorithm, use: 'signature' }));
  }
  const strength = isStrongHash(method.hash)
    ? NOTHING
    : against(finding('SIG-ALGORITHM-WEAK', 'error', { algorithm, use: 'signature' }));
  if (value !== 'wrong') return strength;
  return together(
    found(finding('SIG-VALUE', 'error', { algorithm }), 'SIG_CRYPTO_FAILURE'),
    strength,
  );
}

function checkCertificate(certificate: X509 | null, key: KeyObject | null): Checked {
  if (certificate === null) {
    return found(finding('SIG-CERTIFICATE-MISSING', 'error', {}), 'NO_SIGNING_CERTIFICATE_FOUND');
  }
  if (key === null) {
    return found(finding('CERT-UNREADABLE', 'error', {}), 'NO_SIGNING_CERTIFICATE_FOUND');
  }
  if (trustedKey(certificate.publicKeyInfo) !== null) return NOTHING;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const size = details?.namedCurve ?? String(details?.modulusLength ?? '');
  const algorithm = `${type === 'rsa' ? 'RSA' : 'EC'} ${size}`;
  return against(finding('SIG-ALGORITHM-WEAK', 'error', { algorithm, use: 'key' }));
}

function against(what: PlacedFinding): Checked {
  return found(what, 'CRYPTO_CONSTRAINTS_FAILURE');
}

function equal(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
