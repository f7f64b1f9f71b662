import type { KeyObject } from 'node:crypto';
import { generateKeyPair as generate } from 'node:crypto';
import { promisify } from 'node:util';

export type KeyPairAlgorithm = 'RSA-2048' | 'EC-P384';

export interface KeyPair {
  readonly algorithm: KeyPairAlgorithm;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generateRsa = promisify(generate) as unknown as (
  type: 'rsa',
  options: { modulusLength: number },
) => Promise<Omit<KeyPair, 'algorithm'>>;

const generateEc = promisify(generate) as unknown as (
  type: 'ec',
  options: { namedCurve: string },
) => Promise<Omit<KeyPair, 'algorithm'>>;

/** A fresh key pair, off the main thread. RSA has the exponent 65537. */
export async function generateKeyPair(algorithm: KeyPairAlgorithm): Promise<KeyPair> {
  const pair =
    algorithm === 'RSA-2048'
      ? await generateRsa('rsa', { modulusLength: 2048 })
      : await generateEc('ec', { namedCurve: 'secp384r1' });
  return { algorithm, ...pair };
}

/** SubjectPublicKeyInfo, DER. */
export function publicKeyInfo(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }));
}
