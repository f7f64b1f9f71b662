import type { KeyObject } from 'node:crypto';
import { constants, privateDecrypt } from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';

/** What a card does with a private key, for keys that are in this process. */

/**
 * The bare RSA private-key operation (RFC 8017 §5.2.1), for signing and deciphering alike: every
 * build of `node:crypto` can do it without padding in this direction. It takes about 2 ms for 2048
 * bits; there is no asynchronous form.
 *
 * @param block as long as the modulus.
 * @returns null when the number is not below the modulus.
 */
export function rsaPrivate(key: KeyObject, block: Uint8Array): Uint8Array | null {
  try {
    return new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block));
  } catch {
    return null;
  }
}

/**
 * ECDSA on P-256 or P-384 over a ready hash (FIPS 186-4 §6.4). `node:crypto` has no call for that:
 * its `sign` always hashes.
 *
 * @param hash as long as a coordinate.
 * @returns r ‖ s, each as long as a coordinate.
 */
export function ecdsaSign(key: KeyObject, hash: Uint8Array): Uint8Array {
  const curve = key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? p256 : p384;
  const privateKey = Uint8Array.from(
    Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'),
  );
  try {
    // Every signature is another one, as a card's are: the secret number is that of RFC 6979 with
    // random data added (§3.6). Its s is as it comes: lower halves are a rule of other fields.
    const options = { prehash: false, lowS: false, extraEntropy: true };
    return curve.sign(hash, privateKey, options);
  } finally {
    privateKey.fill(0);
  }
}
