import { Asn1Error } from '../asn1.ts';
import type { DerValue } from '../derReader.ts';
import { readUnsigned } from '../derReader.ts';

/** More than any program writes, and done in seconds. */
const MOST_ITERATIONS = 1_000_000;

/** How often a password is hashed. @throws Asn1Error for so many that it would take minutes. */
export function readIterations(value: DerValue): number {
  const iterations = Number(`0x${Buffer.from(readUnsigned(value, 4)).toString('hex')}`);
  if (iterations < 1 || iterations > MOST_ITERATIONS) throw new Asn1Error('too many iterations');
  return iterations;
}
