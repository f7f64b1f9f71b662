import { createHash } from 'node:crypto';
import { mgf1, xor } from '../../rsaPadding.ts';

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
 * Is the block EME-OAEP (RFC 8017 §7.1.2), whatever the label? One OAEP block in four hundred looks
 * like PKCS#1 v1.5 by chance. Unmasked it shows a run of zeros that chance does not make.
 */
export function looksLikeOaep(block: Uint8Array): boolean {
  return ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].some((hash) => {
    const length = createHash(hash).digest().length;
    const seed = xor(block.subarray(1, 1 + length), mgf1(hash, block.subarray(1 + length), length));
    const masked = block.subarray(1 + length);
    const db = xor(masked, mgf1(hash, seed, masked.length));
    return db.subarray(length, length + 6).every((byte) => byte === 0);
  });
}
