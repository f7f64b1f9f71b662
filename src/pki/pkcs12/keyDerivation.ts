import { createHash } from 'node:crypto';

/** Hash functions of PKCS #12 files; SHA-1 is what most programs write. */
export type Pkcs12Digest = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** What the octets are for (RFC 7292 appendix B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

export interface Derivation {
  readonly digest: Pkcs12Digest;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/**
 * The key derivation of RFC 7292 appendix B.2. The password is UTF-16, big-endian, with two zero
 * octets at its end.
 */
export function pkcs12Key(
  purpose: (typeof PURPOSE)[keyof typeof PURPOSE],
  password: string,
  { digest, salt, iterations }: Derivation,
  length: number,
): Buffer {
  const block = digest === 'sha1' || digest === 'sha256' ? 64 : 128;
  const bytes = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([filled(salt, block), filled(bytes, block)]);
  const start = Buffer.alloc(block, purpose);
  const parts: Buffer[] = [];
  for (let made = 0; made < length; made += parts.at(-1)?.length ?? length) {
    let part = createHash(digest).update(start).update(input).digest();
    for (let i = 1; i < iterations; i++) part = createHash(digest).update(part).digest();
    parts.push(part);
    addToBlocks(input, filled(part, block).subarray(0, block));
  }
  const all = Buffer.concat(parts);
  const key = Buffer.from(all.subarray(0, length));
  for (const secret of [bytes, input, all, ...parts]) secret.fill(0);
  return key;
}

/** Repeated until whole blocks are full. */
function filled(bytes: Uint8Array, block: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
}

/** Each block of `input` plus `addend` plus 1, modulo the size of a block. */
function addToBlocks(input: Buffer, addend: Uint8Array): void {
  for (let end = input.length; end > 0; end -= addend.length) {
    let carry = 1;
    for (let i = 1; i <= addend.length; i++) {
      carry += (input[end - i] ?? 0) + (addend[addend.length - i] ?? 0);
      input[end - i] = carry & 0xff;
      carry >>= 8;
    }
  }
}
