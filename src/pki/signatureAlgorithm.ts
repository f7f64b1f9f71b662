import type { KeyObject } from 'node:crypto';
import { createPublicKey, verify } from 'node:crypto';
import { Asn1Error } from './asn1.ts';
import type { DerValue } from './derReader.ts';
import { DerReader, TAG } from './derReader.ts';
import { oidText } from './derValues.ts';
import { OID } from './oids.ts';
import { remembered } from './remembered.ts';

/** Hash functions that a signature may rest on; SHA-1 and MD5 are not among them. */
export type DigestName = 'sha256' | 'sha384' | 'sha512';

/** `digest` is null where the identifier leaves it open, as rsaEncryption does in CMS. */
export interface SignatureAlgorithm {
  readonly key: 'rsa' | 'ec';
  readonly digest: DigestName | null;
}

const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  [OID.rsaEncryption]: { key: 'rsa', digest: null },
  [OID.sha256WithRsa]: { key: 'rsa', digest: 'sha256' },
  [OID.sha384WithRsa]: { key: 'rsa', digest: 'sha384' },
  [OID.sha512WithRsa]: { key: 'rsa', digest: 'sha512' },
  [OID.ecdsaWithSha256]: { key: 'ec', digest: 'sha256' },
  [OID.ecdsaWithSha384]: { key: 'ec', digest: 'sha384' },
  [OID.ecdsaWithSha512]: { key: 'ec', digest: 'sha512' },
};

export const DIGEST_OIDS = {
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
} as const satisfies Record<DigestName, string>;

/** The OID that names key type and hash function together. */
export function signatureOid(key: 'rsa' | 'ec', digest: DigestName): string {
  const found = Object.entries(SIGNATURES).find(([, it]) => it.key === key && it.digest === digest);
  return found?.[0] ?? '';
}

/** AlgorithmIdentifier of a signature. @returns null for one that we do not trust or know. */
export function readSignatureAlgorithm(value: DerValue): SignatureAlgorithm | null {
  return SIGNATURES[readPlainAlgorithm(value) ?? ''] ?? null;
}

/** AlgorithmIdentifier of a hash function. @returns null for one that we do not trust or know. */
export function readDigestAlgorithm(value: DerValue): DigestName | null {
  const id = readPlainAlgorithm(value);
  const found = Object.entries(DIGEST_OIDS).find(([, oid]) => oid === id);
  return (found?.[0] as DigestName | undefined) ?? null;
}

/** The OID of an AlgorithmIdentifier without parameters, or with NULL; null with others. */
function readPlainAlgorithm(value: DerValue): string | null {
  if (value.tag !== TAG.sequence) throw new Asn1Error('an algorithm is wrong');
  const parts = new DerReader(value.contents);
  const id = oidText(parts.next());
  const parameters = parts.isAtEnd ? null : parts.next();
  parts.end();
  const isPlain = parameters === null || (parameters.tag === TAG.null && isEmpty(parameters));
  return isPlain ? id : null;
}

function isEmpty({ contents }: DerValue): boolean {
  return contents.length === 0;
}

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/**
 * The key, if it is one that may sign: RSA of 2048 to 8192 bits with an exponent above 2^16, or one
 * of the three NIST curves by name (ETSI TS 119 312 §6). Null for every other and for no key.
 */
export function trustedKey(publicKeyInfo: Uint8Array): KeyObject | null {
  return readTrusted(publicKeyInfo);
}

const readTrusted = remembered((publicKeyInfo): KeyObject | null => {
  const key = importKey(publicKeyInfo);
  const {
    modulusLength = 0,
    publicExponent = 0n,
    namedCurve = '',
  } = key?.asymmetricKeyDetails ?? {};
  const isRsa =
    key?.asymmetricKeyType === 'rsa' &&
    modulusLength >= 2048 &&
    modulusLength <= 8192 &&
    publicExponent > 0x10000n &&
    publicExponent < 2n ** 64n;
  const isEc = key?.asymmetricKeyType === 'ec' && CURVES.includes(namedCurve);
  return isRsa || isEc ? key : null;
});

function importKey(publicKeyInfo: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicKeyInfo), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** Is it a signature of that key? RSA is PKCS#1 v1.5, ECDSA has the DER form. Never throws. */
export function isSignature(
  key: KeyObject,
  digest: DigestName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return verify(digest, data, key, signature);
  } catch {
    return false;
  }
}
