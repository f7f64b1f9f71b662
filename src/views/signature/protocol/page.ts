/**
 * What the page of the report shows: every text of it ready, in the user's language, and safe to read.
 * The host decides, the page draws.
 */
export interface ReportPage {
  /** Which file it is about, beyond its name. */
  readonly id: string;
  readonly file: string;
  /** When it was validated. */
  readonly validated: string;
  readonly notes: readonly Note[];
  /** False once the document has changed: its places do not hold any more. */
  readonly holds: boolean;
  readonly documents: readonly DocumentPart[];
}

export interface Note {
  readonly look: 'info' | 'warning';
  readonly text: string;
}

/** The file itself, or a document inside of it. */
export interface DocumentPart {
  /** Its name inside the file; null for the file itself. */
  readonly name: string | null;
  /** What kind of document, if that is known. */
  readonly kind: string | null;
  /** Set when there is no signature: what that means. */
  readonly unsigned: Verdict | null;
  readonly findings: readonly FindingRow[];
  readonly signatures: readonly SignaturePart[];
}

export type VerdictLook = 'passed' | 'failed' | 'open' | 'none';

export interface Verdict {
  readonly look: VerdictLook;
  readonly word: string;
  /** Why, or what it means; a sentence. */
  readonly meaning: string;
  /** As ETSI EN 319 102-1 writes it; null for what has no indication. */
  readonly indication: string | null;
}

export interface SignaturePart {
  readonly heading: string;
  readonly verdict: Verdict;
  readonly facts: readonly Fact[];
  readonly findings: readonly FindingRow[];
  readonly references: readonly ReferenceRow[];
  readonly timeStamps: readonly TimeStampRow[];
  /** From the signer up to whom is trusted. */
  readonly chain: readonly ChainRow[];
  readonly place: PagePlace | null;
}

/** A place in the document, as the editor counts. */
export interface PagePlace {
  readonly line: number;
  readonly column: number;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface FindingRow {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly advice: string;
  readonly place: PagePlace | null;
}

export interface ReferenceRow {
  readonly title: string;
  readonly valid: boolean;
  /** The same in a word. */
  readonly verdict: string;
  readonly facts: readonly Fact[];
  readonly place: PagePlace | null;
  /** Its number among those of the file that are digested; null when it is not. */
  readonly digested: number | null;
}

export interface TimeStampRow {
  readonly title: string;
  readonly valid: boolean;
  /** The same in a word. */
  readonly verdict: string;
  readonly facts: readonly Fact[];
}

export interface ChainRow {
  readonly name: string;
  readonly look: 'trusted' | 'good' | 'bad' | 'open';
  readonly status: string;
  readonly facts: readonly Fact[];
}

/** Headings and buttons; `{0}`, `{1}` stand for what the page puts in. */
export type PageTexts = Readonly<Record<SentenceId, string>>;

export type SentenceId =
  | 'report'
  | 'findings'
  | 'noFindings'
  | 'references'
  | 'timeStamps'
  | 'chain'
  | 'chainLead'
  | 'error'
  | 'warning'
  | 'information'
  | 'line'
  | 'goTo'
  | 'details'
  | 'showCanonical'
  | 'validateAgain'
  | 'exportAs'
  | 'exportText'
  | 'exportJson'
  | 'exportSarif'
  | 'changed'
  | 'insideFile';
