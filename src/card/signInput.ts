import { MuhurError } from '../errors.ts';
import type { CardKey, SignInput } from './card.ts';

/** The kind of key that can make something of it. */
export function algorithmFor({ kind }: SignInput): CardKey['algorithm'] {
  return kind === 'hash' ? 'EC' : 'RSA';
}

/**
 * Refuses a hash that is not as long as the EC key: some cards would cut it or fill it up.
 * @param size of the key in bits; 0: not known. @throws `card/hash-length`.
 */
export function rejectUnfitHash(input: SignInput, size: number): void {
  if (input.kind !== 'hash' || size === 0) return;
  const expected = Math.ceil(size / 8);
  const actual = input.hash.length;
  if (actual !== expected) throw new MuhurError('card/hash-length', { expected, actual });
}
