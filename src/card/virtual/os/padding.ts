import { createHash } from 'node:crypto';
import { mgf1, xor } from '../../rsaPadding.ts';

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
