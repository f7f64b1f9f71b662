import type { KeyObject } from 'node:crypto';
import { isSignature, trustedKey } from './signatureAlgorithm.ts';
import type { SignatureAlgorithm } from './signatureAlgorithm.ts';
import type { X509 } from './x509.ts';

/** Something that X.509 signs: a certificate, a CRL, an OCSP answer. */
export interface Signed {
  readonly toBeSigned: Uint8Array;
  /** Null when it is none that we trust. */
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signature: Uint8Array;
}

/** The signer's key, when it is one that we trust and of the kind that the algorithm is for. */
export function trustedKeyFor(signed: Signed, { publicKeyInfo }: X509): KeyObject | null {
  const algorithm = signed.signatureAlgorithm;
  const key = trustedKey(publicKeyInfo);
  return algorithm?.digest && key?.asymmetricKeyType === algorithm.key ? key : null;
}

/** Is it signed with the key of that certificate, by an algorithm that we trust? */
export function isSignedBy(signed: Signed, signer: X509): boolean {
  const key = trustedKeyFor(signed, signer);
  const digest = signed.signatureAlgorithm?.digest;
  if (key === null || !digest) return false;
  return isSignature(key, digest, signed.toBeSigned, signed.signature);
}
