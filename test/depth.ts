/** Runs of a random test: `runs`, or as much more or less as MUHUR_DEPTH says (1 is ordinary). */
export function depth(runs: number): number {
  const factor = Number(process.env['MUHUR_DEPTH'] ?? '1');
  return Math.max(1, Math.round(runs * (Number.isFinite(factor) ? factor : 1)));
}
