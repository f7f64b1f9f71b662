import type { MuhurError } from '../../errors.ts';
import type { Finding } from './findings.ts';
import type { DocumentReport } from './report.ts';

/** The name by which the standard input is given. */
export const STANDARD_INPUT = '-';

/** What became of one file that was to be validated. */
export interface FileOutcome {
  /** As it was named by who asked. */
  readonly file: string;
  /** Why the file could not be read; null when it could. */
  readonly problem: MuhurError | null;
  /** The document in the file; several when it is an envelope. */
  readonly documents: readonly DocumentReport[];
}

/** Where renderings take their sentences from. */
export interface ReportWords {
  finding(finding: Finding): { readonly message: string; readonly advice: string };
  problem(problem: MuhurError): string;
}

/**
 * 2: a file could not be read. Else 1: a signature is not valid, a finding is an error, or there is
 * no signature. Else 0.
 */
export function exitCodeOf(outcomes: readonly FileOutcome[]): 0 | 1 | 2 {
  if (outcomes.some(isUnread)) return 2;
  return outcomes.every(isValid) ? 0 : 1;
}

function isUnread({ problem, documents }: FileOutcome): boolean {
  return problem !== null || documents.some(({ unreadable }) => unreadable);
}

function isValid({ documents }: FileOutcome): boolean {
  const isSigned = documents.some(({ signatures }) => signatures.length > 0);
  return isSigned && documents.every((document) => isValidDocument(document, documents.length));
}

/** An envelope is not signed itself; what is in it has rows of its own. */
function isValidDocument(
  { kind, part, signatures, findings }: DocumentReport,
  count: number,
): boolean {
  const isWrapper = kind === 'envelope' && part === null && count > 1;
  if (signatures.length === 0 && !isWrapper) return false;
  const passed = signatures.every(({ indication }) => indication === 'TOTAL_PASSED');
  const all = [...findings, ...signatures.flatMap((signature) => signature.findings)];
  return passed && all.every(({ severity }) => severity !== 'error');
}
