import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Der } from '../der.ts';
import { integer, nothing, octets, oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';

const ITERATIONS = 2048;
/** Of SHA-256: block and result. */
const BLOCK = 64;
const RESULT = 32;
/** The purpose "MAC key" (RFC 7292 appendix B.3). */
const MAC_KEY = 3;

/** MacData (RFC 7292 §4) with HMAC-SHA-256 over the content of the file. */
export function macData(content: Uint8Array, password: string): Der {
  const salt = randomBytes(16);
  const key = macKey(password, salt, ITERATIONS);
  const mac = createHmac('sha256', key).update(content).digest();
  key.fill(0);
  const digestInfo = sequence(sequence(oid(OID.sha256), nothing()), octets(mac));
  return sequence(digestInfo, octets(salt), integer(ITERATIONS));
}

/**
 * The key derivation of RFC 7292 appendix B.2, with SHA-256. One round is enough, because the key
 * is as long as the hash. The password is UTF-16, big-endian, with two zero octets at its end.
 */
export function macKey(password: string, salt: Uint8Array, iterations: number): Buffer {
  const bytes = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([Buffer.alloc(BLOCK, MAC_KEY), filled(salt), filled(bytes)]);
  let key = Buffer.alloc(RESULT);
  for (let i = 0; i < iterations; i++) {
    key = createHash('sha256')
      .update(i === 0 ? input : key)
      .digest();
  }
  input.fill(0);
  bytes.fill(0);
  return key;
}

/** Repeated until whole blocks are full. */
function filled(bytes: Uint8Array): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
}
