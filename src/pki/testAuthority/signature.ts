import type { KeyObject } from 'node:crypto';
import { sign } from 'node:crypto';
import type { Der } from '../der.ts';
import { bitString, encode, fixed, nothing, oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';

export interface SignatureAlgorithm {
  readonly digest: string;
  readonly identifier: Der;
}

const RSA: SignatureAlgorithm = {
  digest: 'sha256',
  identifier: fixed(sequence(oid(OID.sha256WithRsa), nothing())),
};
const ECDSA: SignatureAlgorithm = {
  digest: 'sha384',
  identifier: fixed(sequence(oid(OID.ecdsaWithSha384))),
};

/** How a key signs here: RSA with SHA-256, EC P-384 with SHA-384, as Kamu SM does. */
export function signatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  return key.asymmetricKeyType === 'rsa' ? RSA : ECDSA;
}

/** Signs in Node's thread pool, so that the process can answer others meanwhile. */
export async function signInPool(data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  const { digest } = signatureAlgorithm(key);
  return new Promise((resolve, reject) => {
    sign(digest, data, key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}

/** `SIGNED{…}` of X.509: what is signed, how, and the signature. */
export function signed(toBeSigned: Der, key: KeyObject): Uint8Array {
  const { digest, identifier } = signatureAlgorithm(key);
  const signature = sign(digest, encode(toBeSigned), key);
  return encode(sequence(toBeSigned, identifier, bitString(signature)));
}
