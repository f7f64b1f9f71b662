import type { KeyObject } from 'node:crypto';
import { createECDH } from 'node:crypto';

/** Bytes of a P-384 coordinate, and of the hash that is signed. */
export const P384_BYTES = 48;

/** Order of the base point of P-384 (FIPS 186-4 §D.1.2.4). */
const ORDER = BigInt(
  '0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
);

/**
 * ECDSA on P-384 over a ready hash (FIPS 186-4 §6.4), which `node:crypto` has no call for: its
 * `sign` always hashes. The work on the curve is done by a fresh ECDH key, whose private half is
 * the secret number and whose public half is its point; what is left is arithmetic. That is not
 * done in constant time, which a card that keeps its keys in a file for tests need not be.
 *
 * @param hash 48 bytes.
 * @returns r ‖ s, 48 bytes each.
 */
export function ecdsaSign(key: KeyObject, hash: Uint8Array): Uint8Array {
  const privateKey = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const ephemeral = createECDH('secp384r1');
  // Uncompressed: 04 ‖ x ‖ y.
  const point = ephemeral.generateKeys();
  const r = numberOf(point.subarray(1, 1 + P384_BYTES)) % ORDER;
  const inverse = inverseOf(numberOf(ephemeral.getPrivateKey()));
  const s = (inverse * ((numberOf(hash) + r * privateKey) % ORDER)) % ORDER;
  // Neither is zero but by a chance of one in 2^384.
  return Uint8Array.from([...bytesOf(r), ...bytesOf(s)]);
}

/** Modulo the order, which is prime: x^(n − 2) by squaring. */
function inverseOf(value: bigint): bigint {
  let result = 1n;
  let power = value % ORDER;
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * power) % ORDER;
    power = (power * power) % ORDER;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * P384_BYTES, '0'), 'hex');
}
