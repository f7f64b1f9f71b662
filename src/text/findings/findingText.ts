import type { FindingCode, FindingData } from '../../signature/report/findings.ts';
import { quotable } from '../visibleText.ts';
import { certWords } from './certWords.ts';
import { gibWords } from './gibWords.ts';
import { sigWords } from './sigWords.ts';
import { xmlWords } from './xmlWords.ts';

/** A finding in words; both parts are sentences. */
export interface FindingText {
  /** What is wrong. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}

/** For each finding of some, the words for it. */
export type FindingWords<F> = { readonly [C in keyof F]: (data: F[C]) => FindingText };

/** Every finding; one without words does not compile. */
const words: FindingWords<FindingData> = { ...xmlWords, ...sigWords, ...certWords, ...gibWords };

/**
 * What is wrong and what to do, in the language of the user. What came out of the document is cut to
 * a length that can be read, and nothing in it acts on its surroundings.
 */
export function findingText<C extends FindingCode>(finding: {
  readonly code: C;
  readonly data: FindingData[C];
}): FindingText {
  return words[finding.code](readable(finding.data));
}

/** The same data with texts that can stand in a sentence. */
function readable<T>(data: T): T {
  if (typeof data === 'string') return quotable(data) as T;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(readable) as T;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, readable(value)]),
  ) as T;
}
