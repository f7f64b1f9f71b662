import { createHash, randomBytes } from 'node:crypto';

/** Paddings of RFC 8017, on blocks as long as the modulus of the key. */

export type PssDigest = 'sha256' | 'sha384' | 'sha512';

/** In bytes; the salt of a PSS signature is as long as the hash. */
export const HASH_LENGTHS: Readonly<Record<PssDigest, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/**
 * The message in an EME-PKCS1-v1_5 block (RFC 8017 §7.2.2), else null. Looks at every byte, so that
 * the time tells nothing of where a block goes wrong.
 */
export function messageOf(block: Uint8Array): Uint8Array | null {
  let separator = 0;
  for (let i = block.length - 1; i >= 2; i--) {
    separator = block[i] === 0 ? i : separator;
  }
  const isPadded = block[0] === 0 && block[1] === 2 && separator >= 10;
  return isPadded ? block.subarray(separator + 1) : null;
}

/** EMSA-PKCS1-v1_5 of a ready DigestInfo (RFC 8017 §9.2); null when it is too long for the key. */
export function padForSignature(digestInfo: Uint8Array, size: number): Uint8Array | null {
  if (digestInfo.length > size - 11) return null;
  const block = new Uint8Array(size).fill(0xff);
  block.set([0x00, 0x01]);
  block[size - digestInfo.length - 1] = 0x00;
  block.set(digestInfo, size - digestInfo.length);
  return block;
}

/**
 * EMSA-PSS of a ready hash (RFC 8017 §9.1.1), MGF1 with the same hash and a salt as long as it, for
 * keys that only do the arithmetic.
 * @param bits length of the modulus, a multiple of eight.
 * @throws RangeError when the hash does not fit that digest, or the key is too short.
 */
export function pssBlock(digest: PssDigest, hash: Uint8Array, bits: number): Uint8Array {
  const length = HASH_LENGTHS[digest];
  const size = bits / 8;
  if (hash.length !== length || size < 2 * length + 2) throw new RangeError('PSS does not fit');
  const salt = new Uint8Array(randomBytes(length));
  const salted = createHash(digest).update(new Uint8Array(8)).update(hash).update(salt).digest();
  const db = new Uint8Array(size - length - 1);
  db[db.length - length - 1] = 0x01;
  db.set(salt, db.length - length);
  const masked = xor(db, mgf1(digest, salted, db.length));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Uint8Array.from([...masked, ...salted, 0xbc]);
}

/** MGF1 (RFC 8017 §B.2.1). */
export function mgf1(hash: string, seed: Uint8Array, length: number): Uint8Array {
  const parts: Buffer[] = [];
  for (let counter = 0, sum = 0; sum < length; counter++) {
    const suffix = Buffer.alloc(4);
    suffix.writeUInt32BE(counter);
    const part = createHash(hash).update(seed).update(suffix).digest();
    parts.push(part);
    sum += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}
