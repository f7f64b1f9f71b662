import type { SignInput } from '../../../card/card.ts';
import type { WireError } from '../../../card/process/wireError.ts';
import type { FetchAnswer, FetchProblem, FetchRequest } from '../../../pki/fetching.ts';
import type { CanonicalForm } from '../../../signature/canonicalForms.ts';
import type { DocumentKind, DocumentReport } from '../../../signature/report/report.ts';
import type { Preset } from '../../../signature/xades/build/presets.ts';

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

/** How a signature gets into a document. */
export interface Placement {
  /** What becomes of a signature that is there; null: nothing is signed then. */
  readonly existing: 'replace' | 'counter-sign' | null;
  /** Add what the kind of document has around and beside its signature. */
  readonly addMissing: boolean;
}

/** What would become of a document, before anybody is asked for anything. */
export interface PlanJob extends Placement {
  readonly kind: 'plan';
  readonly content: Content;
}

export interface Plan {
  readonly kind: DocumentKind;
  /** VKN or TCKN of the one whose document it is; null: it does not say. */
  readonly senderTaxNumber: string | null;
  /** It has no cac:Signature, which could be added. */
  readonly lacksSignatureParty: boolean;
  /** The document as it is and with what is added to it, in UTF-8; null: nothing is added. */
  readonly additions: { readonly before: Uint8Array; readonly after: Uint8Array } | null;
}

/** Signs documents with one signer. The values are made by the host; no PIN comes here. */
export interface SignJob {
  readonly kind: 'sign';
  readonly items: readonly SignItem[];
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly preset: Preset;
  /** The time-stamp server, which makes level T of B. */
  readonly stampAddress: string | null;
}

export interface SignItem extends Placement {
  readonly name: string;
  readonly content: Content;
  /** A file of this machine that the result goes to; null: the bytes are handed out. */
  readonly out: string | null;
}

export interface SignedItem {
  /** When the host's clock says it was signed, and what the time-stamp server said; ISO 8601. */
  readonly signingTime: string;
  readonly stampTime: string | null;
  /** The signed document; null: it was written. */
  readonly bytes: Uint8Array | null;
}

export type ItemOutcome =
  | { readonly name: string; readonly signed: SignedItem }
  | { readonly name: string; readonly error: WireError };

/** What the worker can be asked, with what it answers. */
export interface Jobs {
  readonly validate: { readonly job: ValidateJob; readonly answer: readonly DocumentReport[] };
  readonly canonical: { readonly job: CanonicalJob; readonly answer: readonly CanonicalForm[] };
  readonly plan: { readonly job: PlanJob; readonly answer: Plan };
  readonly sign: { readonly job: SignJob; readonly answer: readonly ItemOutcome[] };
}

export type Job = Jobs[keyof Jobs]['job'];
export type Answer = Jobs[keyof Jobs]['answer'];

/** The worker reaches the network through the host, which has VS Code's proxy. */
export interface WireFetchRequest extends Omit<FetchRequest, 'url'> {
  readonly url: string;
}

export type Fetched = { readonly answer: FetchAnswer } | { readonly problem: FetchProblem };

export type Signed = { readonly value: Uint8Array } | { readonly error: WireError };

export type ToWorker =
  | { readonly type: 'job'; readonly job: Job }
  /** Documents that are being signed are not left half written: the thread stops by itself. */
  | { readonly type: 'stop' }
  | ({ readonly type: 'signed'; readonly number: number } & Signed)
  | ({ readonly type: 'fetched'; readonly number: number } & Fetched);

/** One job at a time; each is answered by `done` or `failed`. */
export type FromWorker =
  | { readonly type: 'fetch'; readonly number: number; readonly request: WireFetchRequest }
  | { readonly type: 'sign'; readonly number: number; readonly input: SignInput }
  /** So many documents of the job are done. */
  | { readonly type: 'progress'; readonly count: number }
  | { readonly type: 'done'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly error: WireError };
