/**
 * What guessing may still cost, for all documents of a file together: about the characters that are
 * made and digested. Whoever finds it used up goes without an explanation.
 */
export interface Effort {
  left: number;
}

/** A few seconds of work. */
const MOST_EFFORT = 320 * 1024 * 1024;

export function newEffort(): Effort {
  return { left: MOST_EFFORT };
}

/** Is there enough left for that? It is taken in any case. */
export function spend(effort: Effort, cost: number): boolean {
  effort.left -= cost;
  return effort.left >= 0;
}
