import type { ErrorCode, ErrorData } from '../errors.ts';

/**
 * What the user can be offered to do about an error, at most one. The terminal offers nothing.
 * `retry`: the same command from the start, with nothing kept of what was typed.
 */
export type Remedy = 'refresh' | 'retry' | 'unlock' | 'show-log' | 'create-virtual-card';

/** An error in words: three parts that can be read in a row, as one message. */
export interface Explanation {
  readonly what: string;
  /** What it means for the user, and whether it cost a PIN try where that could be the question. */
  readonly meaning: string;
  readonly advice: string;
  readonly remedy?: Remedy;
  /** What the machine said, untranslated; for the log, never inside a sentence. */
  readonly detail?: string;
}

/** For each error code of a family, the words for it. */
export type Explanations<C extends ErrorCode> = {
  readonly [K in C]: (data: ErrorData[K]) => Explanation;
};

/** All error codes of one family: the part before the slash. */
export type Family<F extends string> = Extract<ErrorCode, `${F}/${string}`>;
