import { MuhurError } from '../../errors.ts';
import type { CardKey, SignInput } from '../card.ts';
import { pssBlock } from '../rsaPadding.ts';
import { rejectUnfitHash } from '../signInput.ts';
import type { PrivateKeyEntry } from '../iso7816/pkcs15/objects.ts';

type Algorithm = CardKey['algorithm'];

/**
 * What goes into COMPUTE DIGITAL SIGNATURE.
 * @param size of the key in bits. @throws `card/hash-length`.
 */
export function cardInput(input: SignInput, size: number): Uint8Array {
  rejectUnfitHash(input, size);
  switch (input.kind) {
    case 'digest-info':
      return input.digestInfo;
    case 'raw':
      return input.block;
    case 'hash':
      return input.hash;
    case 'pss':
      return pssBlock(input.digest, input.hash, size);
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
