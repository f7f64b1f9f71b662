import type { KeyPair, KeyPairAlgorithm } from '../../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';

/** As many as an organisation has on its cards at once, so that no card has the same key twice. */
const DIFFERENT_KEYS = 4;

const known = new Map<KeyPairAlgorithm, Promise<KeyPair>[]>();
let next = 0;

/** Keys that tests share, one after the other, because making them takes longer than a test. */
export function testKeyPair(algorithm: KeyPairAlgorithm): Promise<KeyPair> {
  const keys = known.get(algorithm) ?? [];
  known.set(algorithm, keys);
  if (keys.length < DIFFERENT_KEYS) keys.push(generateKeyPair(algorithm));
  next = (next + 1) % DIFFERENT_KEYS;
  return keys[next % keys.length] ?? generateKeyPair(algorithm);
}
