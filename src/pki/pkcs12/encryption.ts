import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Der } from '../der.ts';
import { integer, nothing, octets, oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';

const deriveKey = promisify(pbkdf2);

/** As many as Java takes; openssl takes 2048. */
const ITERATIONS = 10_000;

/**
 * Encrypts with PBES2 (RFC 8018 §6.2): PBKDF2 with HMAC-SHA-256, then AES-256-CBC. The password is
 * UTF-8 here, and UTF-16 in the MAC of the same file: so do openssl, Java and Windows.
 */
export async function encryptPbes2(
  plain: Uint8Array,
  password: string,
): Promise<{ algorithm: Der; encrypted: Uint8Array }> {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = await deriveKey(Buffer.from(password, 'utf8'), salt, ITERATIONS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  key.fill(0);
  const derivation = sequence(
    oid(OID.pbkdf2),
    sequence(octets(salt), integer(ITERATIONS), sequence(oid(OID.hmacWithSha256), nothing())),
  );
  const scheme = sequence(oid(OID.aes256Cbc), octets(iv));
  return { algorithm: sequence(oid(OID.pbes2), sequence(derivation, scheme)), encrypted };
}
