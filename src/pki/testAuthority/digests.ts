import { createHash } from 'node:crypto';
import { Asn1Error } from '../asn1.ts';
import type { Der } from '../der.ts';
import { encode, oid } from '../der.ts';
import type { DerReader } from '../derReader.ts';
import { TAG } from '../derReader.ts';
import { OID } from '../oids.ts';

/** A hash function that a request may name. */
export interface Digest {
  readonly name: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly length: number;
  readonly identifier: Der;
}

export const DIGESTS: readonly Digest[] = [
  { name: 'sha1', length: 20, identifier: oid(OID.sha1) },
  { name: 'sha256', length: 32, identifier: oid(OID.sha256) },
  { name: 'sha384', length: 48, identifier: oid(OID.sha384) },
  { name: 'sha512', length: 64, identifier: oid(OID.sha512) },
];

const ENCODED = DIGESTS.map((digest) => ({ digest, bytes: encode(digest.identifier) }));

/**
 * The next value as AlgorithmIdentifier of a hash function, with NULL or no parameters
 * (RFC 5754 §2). Null for a function that is none of ours. @throws Asn1Error
 */
export function readDigest(reader: DerReader): Digest | null {
  const parts = reader.enter();
  const { bytes } = parts.next(TAG.oid);
  const parameters = parts.nextIf(TAG.null);
  if (parameters && parameters.contents.length > 0) throw new Asn1Error('a NULL is not empty');
  parts.end();
  return ENCODED.find((entry) => Buffer.compare(entry.bytes, bytes) === 0)?.digest ?? null;
}

export function hashOf(digest: Digest, bytes: Uint8Array): Uint8Array {
  return createHash(digest.name).update(bytes).digest();
}
