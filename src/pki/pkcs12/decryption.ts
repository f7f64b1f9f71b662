import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { MuhurError } from '../../errors.ts';
import type { DerReader, DerValue } from '../derReader.ts';
import { TAG, readSequence } from '../derReader.ts';
import { oidText } from '../derValues.ts';
import { OID } from '../oids.ts';
import { PURPOSE, pkcs12Key } from './keyDerivation.ts';
import { readIterations } from './iterations.ts';

const deriveKey = promisify(pbkdf2);

/** Decrypts one part of the file. */
type Decrypt = (encrypted: Uint8Array) => Buffer;

/** PBE of PKCS #12 that is refused: RC2 and RC4 (RFC 7292 appendix C). */
const REFUSED: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.12.1.1': 'RC4-128',
  '1.2.840.113549.1.12.1.2': 'RC4-40',
  '1.2.840.113549.1.12.1.5': 'RC2-128',
  '1.2.840.113549.1.12.1.6': 'RC2-40',
};

const CIPHERS: Readonly<Record<string, { name: string; key: number; iv: number }>> = {
  [OID.aes128Cbc]: { name: 'aes-128-cbc', key: 16, iv: 16 },
  [OID.aes192Cbc]: { name: 'aes-192-cbc', key: 24, iv: 16 },
  [OID.aes256Cbc]: { name: 'aes-256-cbc', key: 32, iv: 16 },
  [OID.desEde3Cbc]: { name: 'des-ede3-cbc', key: 24, iv: 8 },
};

const HMACS: Readonly<Record<string, string>> = {
  [OID.hmacWithSha1]: 'sha1',
  [OID.hmacWithSha256]: 'sha256',
  [OID.hmacWithSha384]: 'sha384',
  [OID.hmacWithSha512]: 'sha512',
};

/**
 * Decrypts as the AlgorithmIdentifier says: 3DES as PKCS #12 has it, or PBES2 (RFC 8018 §6.2).
 * @throws Asn1Error, `pfx/encryption`, `pfx/password` when nothing sensible comes out.
 */
export async function decrypt(
  algorithm: DerValue,
  encrypted: Uint8Array,
  password: string,
): Promise<Buffer> {
  const parts = readSequence(algorithm.bytes);
  const id = oidText(parts.next());
  const parameters = parts.enter();
  const decipher =
    id === OID.pbes2 ? await pbes2(parameters, password) : tripleDes(id, parameters, password);
  try {
    return decipher(encrypted);
  } catch (error) {
    // Wrong padding at its end: the only way in which a wrong key shows.
    throw new MuhurError('pfx/password', {}, { cause: error });
  }
}

function tripleDes(id: string, parameters: DerReader, password: string): Decrypt {
  if (id !== OID.pbeWithShaAnd3Des) throw refused(REFUSED[id] ?? id);
  const salt = parameters.next(TAG.octetString).contents;
  const iterations = readIterations(parameters.next(TAG.integer));
  const derivation = { digest: 'sha1', salt, iterations } as const;
  const key = pkcs12Key(PURPOSE.key, password, derivation, 24);
  const iv = pkcs12Key(PURPOSE.iv, password, derivation, 8);
  return decipherWith('des-ede3-cbc', key, iv);
}

async function pbes2(parameters: DerReader, password: string): Promise<Decrypt> {
  const derivation = parameters.enter();
  const scheme = parameters.enter();
  const derivationId = oidText(derivation.next());
  if (derivationId !== OID.pbkdf2) throw refused(derivationId);
  const pbkdf2Parameters = derivation.enter();
  const salt = pbkdf2Parameters.next(TAG.octetString).contents;
  const iterations = readIterations(pbkdf2Parameters.next(TAG.integer));
  pbkdf2Parameters.nextIf(TAG.integer);
  const prf = pbkdf2Parameters.isAtEnd
    ? OID.hmacWithSha1
    : oidText(pbkdf2Parameters.enter().next());
  const cipherId = oidText(scheme.next());
  const [hmac, cipher] = [HMACS[prf], CIPHERS[cipherId]];
  if (hmac === undefined || cipher === undefined)
    throw refused(hmac === undefined ? prf : cipherId);
  const iv = scheme.next(TAG.octetString).contents;
  if (iv.length !== cipher.iv) throw refused(cipherId);
  const key = await deriveKey(Buffer.from(password, 'utf8'), salt, iterations, cipher.key, hmac);
  return decipherWith(cipher.name, key, iv);
}

function decipherWith(name: string, key: Buffer, iv: Uint8Array): Decrypt {
  return (encrypted) => {
    const decipher = createDecipheriv(name, key, iv);
    key.fill(0);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  };
}

function refused(algorithm: string): MuhurError {
  return new MuhurError('pfx/encryption', { algorithm });
}
