/** One question over http or https. */
export interface FetchRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An answer with more is refused. */
  readonly mostBytes: number;
  /** From the question to the end of the answer. */
  readonly seconds: number;
}

export interface FetchAnswer {
  readonly status: number;
  /** Empty when the server says none. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Asks. What answers with an error status was reached, and is an answer; so may be a redirection.
 * @throws FetchError
 */
export type Fetcher = (request: FetchRequest) => Promise<FetchAnswer>;

export type FetchProblem =
  /** Neither http nor https; or from the network to this computer. */
  'refused' | 'unreachable' | 'timeout' | 'too-large' | 'redirects';

/** Nothing came. Internal: whoever asked knows what that means. */
export class FetchError extends Error {
  readonly problem: FetchProblem;

  constructor(problem: FetchProblem, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'FetchError';
    this.problem = problem;
  }
}

/** By shape: a fetcher may come from another bundle, with its own copy of the class. */
export function isFetchError(error: unknown): error is FetchError {
  return error instanceof Error && error.name === 'FetchError' && 'problem' in error;
}
