import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a secret belongs to; a ciphertext that was moved elsewhere does not open. */
export type SecretPlace = `${'page' | 'unlock' | 'new-pin' | 'word'}:${string}`;

/** Keeps PINs, PUKs and the words of tests encrypted (AES-256-GCM, NIST SP 800-38D) under a key that is not with them. */
export class Vault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes. */
  constructor(key: Uint8Array) {
    if (key.length !== KEY_BYTES) throw new RangeError('the key has the wrong length');
    this.#key = key;
  }

  /** @returns nonce, tag and ciphertext in a row. */
  seal(place: SecretPlace, secret: object): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(JSON.stringify(secret)), cipher.final()]);
    return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
  }

  /** @returns null when it was sealed under another key, at another place, or is damaged. */
  open(place: SecretPlace, sealed: Uint8Array): unknown {
    try {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
      return JSON.parse(Buffer.concat([body, decipher.final()]).toString('utf8')) as unknown;
    } catch {
      return null;
    }
  }
}
