import { OID } from '../../pki/oids.ts';
import type { HashName, SignatureMethod } from '../xades/algorithms.ts';
import { uriOfDigest, uriOfSignature } from '../xades/algorithms.ts';
import type { SignerInfo } from '../../pki/cms/readCms.ts';

/** Reports name algorithms by URI, whatever the format; OIDs without one as RFC 3061 has them. */

const DIGESTS: Readonly<Record<string, HashName>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

/** `hash` is null where the OID leaves it to the digest algorithm. */
const SIGNATURES: Readonly<Record<string, { key: 'rsa' | 'ec'; hash: HashName | null }>> = {
  [OID.rsaEncryption]: { key: 'rsa', hash: null },
  [OID.sha1WithRsa]: { key: 'rsa', hash: 'sha1' },
  [OID.sha224WithRsa]: { key: 'rsa', hash: 'sha224' },
  [OID.sha256WithRsa]: { key: 'rsa', hash: 'sha256' },
  [OID.sha384WithRsa]: { key: 'rsa', hash: 'sha384' },
  [OID.sha512WithRsa]: { key: 'rsa', hash: 'sha512' },
  [OID.ecdsaWithSha1]: { key: 'ec', hash: 'sha1' },
  [OID.ecdsaWithSha224]: { key: 'ec', hash: 'sha224' },
  [OID.ecdsaWithSha256]: { key: 'ec', hash: 'sha256' },
  [OID.ecdsaWithSha384]: { key: 'ec', hash: 'sha384' },
  [OID.ecdsaWithSha512]: { key: 'ec', hash: 'sha512' },
};

/** Null for one that is not computed: MD5, or unknown. */
export function hashOf({ digestOid }: SignerInfo): HashName | null {
  return Object.hasOwn(DIGESTS, digestOid) ? (DIGESTS[digestOid] ?? null) : null;
}

/** Null for one that is unknown, or is not for the hash function of the signer (RFC 8933 §3). */
export function methodOf(signer: SignerInfo): SignatureMethod | null {
  const { signatureOid } = signer;
  const known = Object.hasOwn(SIGNATURES, signatureOid) ? SIGNATURES[signatureOid] : undefined;
  const hash = hashOf(signer);
  if (known === undefined || hash === null) return null;
  return known.hash === null || known.hash === hash ? { key: known.key, hash } : null;
}

export function digestUri(signer: SignerInfo): string {
  const hash = hashOf(signer);
  return hash === null ? `urn:oid:${signer.digestOid}` : uriOfDigest(hash);
}

export function signatureUri(signer: SignerInfo): string {
  const method = methodOf(signer);
  return method === null
    ? `urn:oid:${signer.signatureOid}`
    : uriOfSignature(method.key, method.hash);
}
