/** One line of `npm run bench`: ours and theirs are medians measured alternately in one run. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  /** Null where there is no rival. */
  readonly theirs: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Milliseconds that `task` takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/** Runs both in turn, after one warm-up each, and compares their medians in milliseconds. */
export async function compare(
  name: string,
  rounds: number,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  note: string,
): Promise<Row> {
  await ours();
  await theirs();
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await timed(ours));
    times.theirs.push(await timed(theirs));
  }
  const [mine, other] = [median(times.ours), median(times.theirs)];
  return { name, ours: mine, theirs: other, ratio: mine / other, unit: 'ms', note };
}
