import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Der } from '../der.ts';
import { integer, nothing, octets, oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { Derivation } from './keyDerivation.ts';
import { PURPOSE, pkcs12Key } from './keyDerivation.ts';

const ITERATIONS = 2048;

const LENGTHS = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const;

/** MacData (RFC 7292 §4) with HMAC-SHA-256 over the content of the file. */
export function macData(content: Uint8Array, password: string): Der {
  const derivation = { digest: 'sha256', salt: randomBytes(16), iterations: ITERATIONS } as const;
  const mac = macOf(content, password, derivation);
  const digestInfo = sequence(sequence(oid(OID.sha256), nothing()), octets(mac));
  return sequence(digestInfo, octets(derivation.salt), integer(ITERATIONS));
}

/** Is that the MAC of the content? Else the password is wrong, or the file was changed. */
export function isMac(
  mac: Uint8Array,
  content: Uint8Array,
  password: string,
  derivation: Derivation,
): boolean {
  const expected = macOf(content, password, derivation);
  return expected.length === mac.length && timingSafeEqual(expected, mac);
}

function macOf(content: Uint8Array, password: string, derivation: Derivation): Buffer {
  const { digest } = derivation;
  const key = pkcs12Key(PURPOSE.mac, password, derivation, LENGTHS[digest]);
  const mac = createHmac(digest, key).update(content).digest();
  key.fill(0);
  return mac;
}
