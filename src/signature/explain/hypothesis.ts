import type { DigestCause } from '../report/digestCause.ts';
import type { CanonicalText } from './canonicalText.ts';

/** What may have been signed instead, and what happened then. */
export interface Hypothesis {
  readonly causes: readonly DigestCause[];
  readonly text: CanonicalText;
}

/** Makes other forms of a canonical form: what it may have been before something happened to it. */
export type Undo = (text: CanonicalText) => Iterable<Hypothesis>;

export function hypothesis(cause: DigestCause, text: CanonicalText): Hypothesis {
  return { causes: [cause], text };
}
