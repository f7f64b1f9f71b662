import { MuhurError } from '../../errors.ts';
import type { CardKey, SignInput } from '../card.ts';
import type { PrivateKeyEntry } from '../iso7816/pkcs15/objects.ts';

type Algorithm = CardKey['algorithm'];

/** What goes into COMPUTE DIGITAL SIGNATURE, and the kind of key that can make something of it. */
export function cardInput(input: SignInput): { algorithm: Algorithm; bytes: Uint8Array } {
  switch (input.kind) {
    case 'digest-info':
      return { algorithm: 'RSA', bytes: input.digestInfo };
    case 'raw':
      return { algorithm: 'RSA', bytes: input.block };
    case 'hash':
      return { algorithm: 'EC', bytes: input.hash };
  }
}

/**
 * The key with that identifier, for an operation of that algorithm.
 * @throws `card/key-not-found`, `card/unsupported`.
 */
export function requireKey(
  keys: readonly PrivateKeyEntry[],
  keyId: string,
  algorithm: Algorithm,
): PrivateKeyEntry {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new MuhurError('card/key-not-found', { key: keyId });
  if (key.algorithm === algorithm) return key;
  throw new MuhurError('card/unsupported', {
    operation: `${algorithm} operation with an ${key.algorithm} key`,
  });
}

/** What the rest of the program may know of a key. */
export function withoutReference(key: PrivateKeyEntry): CardKey {
  const { id, label, algorithm, size, usage } = key;
  return { id, label, algorithm, size, usage };
}
