import type { WireError } from '../../../card/process/wireError.ts';
import type { FetchAnswer, FetchProblem, FetchRequest } from '../../../pki/fetching.ts';
import type { CanonicalForm } from '../../../signature/canonicalForms.ts';
import type { DocumentReport } from '../../../signature/report/report.ts';

/** A file of the machine that the worker runs on, or bytes that only the host can get at. */
export type Content = { readonly path: string } | { readonly bytes: Uint8Array };

export interface ValidateJob {
  readonly kind: 'validate';
  /** Jobs of one run share what was read of the trusted files and fetched about certificates. */
  readonly run: string;
  readonly content: Content;
  /** As the report is to name it. */
  readonly file: string;
  /** What a detached signature was made over; null: nothing is at hand. */
  readonly signed: Content | null;
  /** Files and folders with certificates and CRLs. */
  readonly trust: readonly string[];
}

export interface CanonicalJob {
  readonly kind: 'canonical';
  readonly content: Content;
}

/** What the worker can be asked, with what it answers. */
export interface Jobs {
  readonly validate: { readonly job: ValidateJob; readonly answer: readonly DocumentReport[] };
  readonly canonical: { readonly job: CanonicalJob; readonly answer: readonly CanonicalForm[] };
}

export type Job = Jobs[keyof Jobs]['job'];
export type Answer = Jobs[keyof Jobs]['answer'];

/** The worker reaches the network through the host, which has VS Code's proxy. */
export interface WireFetchRequest extends Omit<FetchRequest, 'url'> {
  readonly url: string;
}

export type Fetched = { readonly answer: FetchAnswer } | { readonly problem: FetchProblem };

export type ToWorker =
  | { readonly type: 'job'; readonly job: Job }
  | ({ readonly type: 'fetched'; readonly number: number } & Fetched);

/** One job at a time; each is answered by `done` or `failed`. */
export type FromWorker =
  | { readonly type: 'fetch'; readonly number: number; readonly request: WireFetchRequest }
  | { readonly type: 'done'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly error: WireError };
