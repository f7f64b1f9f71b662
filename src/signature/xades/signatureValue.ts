import type { KeyObject } from 'node:crypto';
import { constants, createPublicKey, verify } from 'node:crypto';
import { Asn1Error } from '../../pki/asn1.ts';
import { remembered } from '../../pki/remembered.ts';
import { parseX509 } from '../../pki/x509.ts';
import type { SignatureMethod } from './algorithms.ts';

/** How a value proved right; ECDSA should be `raw` and is taken as DER, too (XMLDSig 1.1 §6.4.3). */
export type ValueForm = 'raw' | 'der';

/**
 * The key of a certificate as far as it can prove anything at all: RSA of 1024 to 8192 bits with an
 * odd exponent of 3 or more, or an EC key on a named curve. Whether it is strong enough is judged
 * elsewhere. Null for every other, and for no certificate.
 */
export function keyOfCertificate(der: Uint8Array): KeyObject | null {
  return readKey(der);
}

const readKey = remembered((der): KeyObject | null => {
  try {
    return importedKey(parseX509(der).publicKeyInfo);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
});

function importedKey(publicKeyInfo: Uint8Array): KeyObject | null {
  try {
    const key = Buffer.from(publicKeyInfo);
    return usable(createPublicKey({ key, format: 'der', type: 'spki' }));
  } catch {
    // OpenSSL has many ways to say that it is no key.
    return null;
  }
}

/** The key itself, or null when nothing can be proven with it. */
export function usable(key: KeyObject): KeyObject | null {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return namedCurve === undefined ? null : key;
  if (key.asymmetricKeyType !== 'rsa') return null;
  const isSane = publicExponent >= 3n && publicExponent % 2n === 1n && publicExponent < 2n ** 64n;
  return isSane && modulusLength >= 1024 && modulusLength <= 8192 ? key : null;
}

/**
 * Checks a SignatureValue over the canonical SignedInfo. Never throws.
 * @returns null when it is wrong, or the key is not of the method's kind.
 */
export function verifiedForm(
  method: SignatureMethod,
  key: KeyObject,
  data: Uint8Array,
  value: Uint8Array,
): ValueForm | null {
  const kind = method.key === 'ec' ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== kind) return null;
  const proves = (options: object): boolean => {
    try {
      return verify(method.hash, data, { key, ...options }, value);
    } catch {
      return false;
    }
  };
  if (method.key === 'rsa') return proves({}) ? 'raw' : null;
  if (method.key === 'rsa-pss') {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    return proves({ padding, saltLength }) ? 'raw' : null;
  }
  if (proves({ dsaEncoding: 'ieee-p1363' })) return 'raw';
  return value[0] === 0x30 && proves({ dsaEncoding: 'der' }) ? 'der' : null;
}
