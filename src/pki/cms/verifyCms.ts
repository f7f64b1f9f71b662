import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../asn1.ts';
import { OID } from '../oids.ts';
import type { DigestName } from '../signatureAlgorithm.ts';
import { isSignature, trustedKey } from '../signatureAlgorithm.ts';
import type { X509 } from '../x509.ts';
import type { SignedAttributes } from './readAttributes.ts';
import type { SignedData, SignerId, SignerInfo } from './readCms.ts';
import { readCms } from './readCms.ts';
import { certificatesNamed, readableCertificates } from './signerCertificates.ts';

/** Why a signature is not one that counts. */
export type CmsProblem =
  /** Nothing but the content is signed, neither time nor certificate. */
  | 'no-signed-attributes'
  /** An attribute is there twice, or has no value or several. */
  | 'ambiguous-attributes'
  /** The content is not of the type expected, or the attribute says something else. */
  | 'content-type'
  | 'content-missing'
  /** There is content inside, and another one was expected. */
  | 'content-differs'
  /** MD5, SHA-1, or a function that we do not know. */
  | 'digest-algorithm'
  | 'digest'
  | 'certificate-missing'
  /** The signed hash is of another certificate. */
  | 'signing-certificate'
  /** Too short, or of a kind that we do not trust. */
  | 'key'
  | 'signature-algorithm'
  | 'signature';

export interface CmsSigner {
  /** The certificate that the signature was checked with, DER; null when it is not at hand. */
  readonly certificate: Uint8Array | null;
  /** As the signer claims. */
  readonly signingTime: Date | null;
  readonly digestAlgorithm: DigestName | null;
  readonly digest: 'right' | 'wrong' | 'unchecked';
  readonly signature: 'right' | 'wrong' | 'unchecked';
  /** Is the certificate itself signed (signing-certificate, -v2)? Absent is no problem. */
  readonly signingCertificate: 'bound' | 'other' | 'absent';
  /** None: the signature is mathematically right. */
  readonly problems: readonly CmsProblem[];
}

export interface CmsVerification {
  /** What is inside; null when it is detached. */
  readonly content: Uint8Array | null;
  /** All certificates inside, DER. They prove nothing by being there. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly CmsSigner[];
}

export interface CmsExpectation {
  /** What should have been signed, for detached signatures; inside ones must equal it. */
  readonly detachedContent?: Uint8Array;
  /** By default one, so that nobody overlooks a second. */
  readonly maxSigners?: number;
  /** Of what is inside, by OID; by default `data`. */
  readonly contentType?: string;
  /** Candidates for the signer's certificate besides those inside, DER. */
  readonly certificates?: readonly Uint8Array[];
}

/**
 * Verifies the mathematics of a CMS signature (RFC 5652 §5.6). Whether a certificate is trusted,
 * valid, not revoked and the right one is for the caller to find out; see `verifyChain`. Without
 * signed attributes a signature is refused, because anything can be passed off as its content.
 *
 * @throws `cms/malformed` and nothing else, whatever the bytes are.
 */
export function verifyCms(bytes: Uint8Array, expected: CmsExpectation = {}): CmsVerification {
  const signed = read(bytes, expected.maxSigners ?? 1);
  const candidates = [...signed.certificates, ...(expected.certificates ?? [])];
  const certificates = readableCertificates(candidates);
  const signers = signed.signers.map((signer) =>
    verifySigner(signer, signed, certificates, expected),
  );
  return { content: signed.content, certificates: signed.certificates, signers };
}

function read(bytes: Uint8Array, maxSigners: number): SignedData {
  try {
    // Results are parts of a copy that nobody else can change.
    const signed = readCms(Uint8Array.from(bytes), maxSigners);
    if (signed.signers.length === 0) throw new Asn1Error('nobody signed');
    return signed;
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new MuhurError('cms/malformed', { reason: error.message }, { cause: error });
  }
}

function verifySigner(
  signer: SignerInfo,
  signed: SignedData,
  certificates: readonly X509[],
  expected: CmsExpectation,
): CmsSigner {
  const { attributes, digestAlgorithm } = signer;
  const content = signed.content ?? expected.detachedContent ?? null;
  const contentType = expected.contentType ?? OID.data;
  const bindings = bindingsOf(attributes);
  const certificate = certificateOf(signer.id, bindings, certificates);
  const key = certificate && trustedKey(certificate.publicKeyInfo);
  const digest = checkDigest(signer, content);
  const signature = checkSignature(signer, key);
  const signingCertificate = checkBindings(bindings, certificate);
  const findings: readonly (readonly [CmsProblem, boolean])[] = [
    ['no-signed-attributes', attributes === null],
    ['ambiguous-attributes', attributes?.isAmbiguous === true],
    ['content-type', isOtherType(signed, attributes, contentType)],
    ['content-missing', content === null],
    ['content-differs', differs(signed.content, expected.detachedContent)],
    ['digest-algorithm', digestAlgorithm === null],
    ['digest', digest === 'wrong'],
    ['certificate-missing', certificate === null],
    ['signing-certificate', signingCertificate === 'other'],
    ['key', certificate !== null && key === null],
    ['signature-algorithm', !fits(signer, key)],
    ['signature', signature === 'wrong'],
  ];
  return {
    certificate: certificate?.der ?? null,
    signingTime: attributes?.signingTime ?? null,
    digestAlgorithm,
    digest,
    signature,
    signingCertificate,
    problems: findings.flatMap(([problem, isThere]) => (isThere ? [problem] : [])),
  };
}

/** Several may bear the same name and number; the one that is signed for is meant. */
function certificateOf(
  id: SignerId,
  bindings: readonly Binding[],
  certificates: readonly X509[],
): X509 | null {
  const named = certificatesNamed(id, certificates);
  const bound = named.find((certificate) => checkBindings(bindings, certificate) === 'bound');
  return bound ?? named[0] ?? null;
}

/** A hash of the signer's certificate among what is signed. */
interface Binding {
  /** Null for one that we do not trust. SHA-1 does: nobody can make a certificate for a hash. */
  readonly algorithm: DigestName | 'sha1' | null;
  readonly hash: Uint8Array;
}

function bindingsOf(attributes: SignedAttributes | null): readonly Binding[] {
  const { signingCertificate = null, signingCertificateV1 = null } = attributes ?? {};
  return [
    ...(signingCertificate ? [signingCertificate] : []),
    ...(signingCertificateV1 ? [{ algorithm: 'sha1', hash: signingCertificateV1 } as const] : []),
  ];
}

function checkBindings(
  bindings: readonly Binding[],
  certificate: X509 | null,
): CmsSigner['signingCertificate'] {
  if (bindings.length === 0) return 'absent';
  const areRight = bindings.every((binding) => certificate && isHashOf(binding, certificate));
  return areRight ? 'bound' : 'other';
}

function isHashOf({ algorithm, hash }: Binding, { der }: X509): boolean {
  return algorithm !== null && equal(hash, hashOf(algorithm, der));
}

function checkDigest(signer: SignerInfo, content: Uint8Array | null): CmsSigner['digest'] {
  const { digestAlgorithm, attributes } = signer;
  if (digestAlgorithm === null || content === null || attributes === null) return 'unchecked';
  return equal(attributes.messageDigest, hashOf(digestAlgorithm, content)) ? 'right' : 'wrong';
}

function checkSignature(signer: SignerInfo, key: KeyObject | null): CmsSigner['signature'] {
  const { attributes, digestAlgorithm, signature } = signer;
  if (attributes === null || digestAlgorithm === null || key === null) return 'unchecked';
  if (!fits(signer, key)) return 'unchecked';
  const isRight = isSignature(key, digestAlgorithm, attributes.toBeSigned, signature);
  return isRight ? 'right' : 'wrong';
}

/** Do key, hash function and signature algorithm go together? */
function fits({ signatureAlgorithm, digestAlgorithm }: SignerInfo, key: KeyObject | null): boolean {
  if (signatureAlgorithm === null) return false;
  const { key: type, digest } = signatureAlgorithm;
  const fitsDigest = digest === null || digest === digestAlgorithm;
  return fitsDigest && (key === null || key.asymmetricKeyType === type);
}

function isOtherType(
  signed: SignedData,
  attributes: SignedAttributes | null,
  expected: string,
): boolean {
  if (signed.contentType !== expected) return true;
  return attributes !== null && attributes.contentType !== expected;
}

function differs(inside: Uint8Array | null, expected: Uint8Array | undefined): boolean {
  return inside !== null && expected !== undefined && !equal(inside, expected);
}

function equal(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0;
}

function hashOf(algorithm: DigestName | 'sha1', bytes: Uint8Array): Uint8Array {
  return createHash(algorithm).update(bytes).digest();
}
