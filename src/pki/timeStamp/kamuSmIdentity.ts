import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { encode, integer, octets, sequence } from '../der.ts';

/** With whom Kamu SM's time-stamp servers keep an account. */
export interface TimeStampAccount {
  readonly user: number;
  readonly password: string;
}

/** As many as Kamu SM's own programs make. */
const ITERATIONS = 100;

const derive = promisify(pbkdf2);

/**
 * The `identity` header of Kamu SM's time-stamp servers: who asks, proven by the hash of the request
 * under a key made of the password. The hexadecimal form of
 * `SEQUENCE { user INTEGER, salt OCTET STRING, iterations INTEGER, iv OCTET STRING, encrypted OCTET STRING }`,
 * where salt and iv are the same sixteen bytes and the key is for AES-256-CBC.
 */
export async function kamuSmIdentity(
  { user, password }: TimeStampAccount,
  hash: Uint8Array,
): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, ITERATIONS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, salt);
  key.fill(0);
  const encrypted = Buffer.concat([cipher.update(hash), cipher.final()]);
  const identity = sequence(
    integer(user),
    octets(salt),
    integer(ITERATIONS),
    octets(salt),
    octets(encrypted),
  );
  return Buffer.from(encode(identity)).toString('hex');
}
