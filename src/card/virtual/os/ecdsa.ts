import type { KeyObject } from 'node:crypto';
import { p384 } from '@noble/curves/nist.js';

/** Bytes of a P-384 coordinate, and of the hash that is signed. */
export const P384_BYTES = 48;

/**
 * ECDSA on P-384 over a ready hash (FIPS 186-4 §6.4). `node:crypto` has no call for that: its `sign`
 * always hashes.
 *
 * @param hash 48 bytes.
 * @returns r ‖ s, 48 bytes each.
 */
export function ecdsaSign(key: KeyObject, hash: Uint8Array): Uint8Array {
  const privateKey = Uint8Array.from(
    Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'),
  );
  try {
    // Every signature is another one, as a card's are: the secret number is that of RFC 6979 with
    // random data added (§3.6). Its s is as it comes: lower halves are a rule of other fields.
    const options = { prehash: false, lowS: false, extraEntropy: true };
    return p384.sign(hash, privateKey, options);
  } finally {
    privateKey.fill(0);
  }
}
