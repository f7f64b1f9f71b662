import { createHash } from 'node:crypto';

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

/**
 * Is the block EME-OAEP (RFC 8017 §7.1.2), whatever the label? One OAEP block in four hundred looks
 * like PKCS#1 v1.5 by chance. Unmasked it shows a run of zeros that chance does not make.
 */
export function looksLikeOaep(block: Uint8Array): boolean {
  return ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].some((hash) => {
    const length = createHash(hash).digest().length;
    const seed = xor(block.subarray(1, 1 + length), mask(hash, block.subarray(1 + length), length));
    const masked = block.subarray(1 + length);
    const db = xor(masked, mask(hash, seed, masked.length));
    return db.subarray(length, length + 6).every((byte) => byte === 0);
  });
}

/** MGF1 (RFC 8017 §B.2.1). */
function mask(hash: string, seed: Uint8Array, length: number): Uint8Array {
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

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}
