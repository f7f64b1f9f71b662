import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { SignInput } from '../card/card.ts';
import { MuhurError } from '../errors.ts';
import { Asn1Error } from '../pki/asn1.ts';
import { encode, nothing, octets, oid, sequence } from '../pki/der.ts';
import { ecdsaToDer } from '../pki/ecdsaSignature.ts';
import type { DigestName } from '../pki/signatureAlgorithm.ts';
import { DIGEST_OIDS, isSignature, trustedKey } from '../pki/signatureAlgorithm.ts';
import type { X509 } from '../pki/x509.ts';
import { parseX509 } from '../pki/x509.ts';

/**
 * A signature that lacks its value, of whichever format. Whoever has the key makes the value, in
 * whichever form they need what is signed: card, file, portal and strangers alike.
 */
export interface PreparedSignature {
  readonly digestAlgorithm: DigestName;
  /** The bytes that are signed: the signed attributes of a CMS, the canonical SignedInfo of XML. */
  readonly toBeSigned: Uint8Array;
  /** Digest of `toBeSigned`. */
  readonly digest: Uint8Array;
  /** The same for `Signer.sign` and `Card.sign`. */
  readonly signInput: SignInput;
  /**
   * @param signature PKCS#1 v1.5 for an RSA key, r ‖ s for an EC key.
   * @returns the whole: the CMS, or the document with the signature in it.
   * @throws `sign/other-key` when it is no signature of the certificate's key over `toBeSigned`.
   */
  finish(signature: Uint8Array): Uint8Array;
}

/** A certificate whose key may sign. */
export interface SigningKey {
  readonly certificate: X509;
  readonly publicKey: KeyObject;
  readonly type: 'rsa' | 'ec';
  /** SHA-256 for RSA; for EC the function as long as the key: cards take nothing else. */
  readonly digestAlgorithm: DigestName;
}

/** Bytes of a coordinate, and the digest that goes with it. */
const CURVES: Readonly<Record<string, { size: number; digest: DigestName }>> = {
  prime256v1: { size: 32, digest: 'sha256' },
  secp384r1: { size: 48, digest: 'sha384' },
};

/**
 * @throws `sign/certificate` for a certificate that cannot be read or whose key is neither RSA from
 *   2048 bits on nor EC P-256 or P-384.
 */
export function signingKeyOf(certificate: Uint8Array): SigningKey {
  try {
    const parsed = parseX509(certificate);
    const publicKey = trustedKey(parsed.publicKeyInfo);
    if (publicKey === null) throw new Asn1Error('its key may not sign');
    if (publicKey.asymmetricKeyType === 'rsa') {
      return { certificate: parsed, publicKey, type: 'rsa', digestAlgorithm: 'sha256' };
    }
    const { digest } = curveOf(publicKey) ?? {};
    if (digest === undefined) throw new Asn1Error('its curve is not used for signatures');
    return { certificate: parsed, publicKey, type: 'ec', digestAlgorithm: digest };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new MuhurError('sign/certificate', { reason: error.message }, { cause: error });
  }
}

/** @param complete puts a value that was found right where it belongs. */
export function prepareSignature(
  key: SigningKey,
  digestAlgorithm: DigestName,
  toBeSigned: Uint8Array,
  complete: (signature: Uint8Array) => Uint8Array,
): PreparedSignature {
  const digest = new Uint8Array(createHash(digestAlgorithm).update(toBeSigned).digest());
  return {
    digestAlgorithm,
    toBeSigned,
    digest,
    signInput:
      key.type === 'rsa'
        ? { kind: 'digest-info', digestInfo: digestInfo(digestAlgorithm, digest) }
        : { kind: 'hash', hash: digest },
    finish(signature) {
      if (!isValueOf(key, digestAlgorithm, toBeSigned, signature)) {
        throw new MuhurError('sign/other-key', {});
      }
      return complete(signature);
    },
  };
}

/** DigestInfo (RFC 8017 §9.2). @returns DER. */
function digestInfo(algorithm: DigestName, digest: Uint8Array): Uint8Array {
  return encode(sequence(sequence(oid(DIGEST_OIDS[algorithm]), nothing()), octets(digest)));
}

function isValueOf(
  { type, publicKey }: SigningKey,
  digest: DigestName,
  toBeSigned: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (type === 'rsa') return isSignature(publicKey, digest, toBeSigned, signature);
  const isWhole = signature.length === 2 * (curveOf(publicKey)?.size ?? 0);
  return isWhole && isSignature(publicKey, digest, toBeSigned, ecdsaToDer(signature));
}

function curveOf(key: KeyObject): (typeof CURVES)[string] | undefined {
  return CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
}
