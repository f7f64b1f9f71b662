import type { Surroundings } from '../trust/surroundings.ts';

/**
 * What was asked in a run, so that a thousand documents under one seal ask once. An answer is kept
 * for as long as its `Surroundings`, whose `now` stands still: it cannot grow old there.
 */
const runs = new WeakMap<Surroundings, Map<string, Promise<unknown>>>();

/** The answer to that question: the one given before in this run, or a new one. */
export function askedOnce<T>(
  around: Surroundings,
  question: string,
  ask: () => Promise<T>,
): Promise<T> {
  const answers = runs.get(around) ?? new Map<string, Promise<unknown>>();
  runs.set(around, answers);
  const known = answers.get(question) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(question, answer);
  return answer;
}
