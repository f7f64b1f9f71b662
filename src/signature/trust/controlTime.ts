import type { SignatureReport } from '../report/report.ts';
import type { Surroundings } from './judgeCertificate.ts';

/**
 * The earliest time that is proven, unless another one was asked for.
 * @param stamps their times; null for one that proves none.
 */
export function controlTime(
  stamps: readonly { readonly time: Date | null }[],
  { at, around }: { readonly at: Date | null; readonly around: Surroundings },
): { at: Date; from: SignatureReport['controlTimeFrom'] } {
  if (at !== null) return { at, from: 'asked' };
  const [earliest] = stamps
    .flatMap(({ time }) => time ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  return earliest === undefined
    ? { at: around.now, from: 'now' }
    : { at: earliest, from: 'time-stamp' };
}
