import type { Finding, Position } from './findings.ts';
import type { FileOutcome, ReportWords } from './outcome.ts';
import type { DocumentReport, ReferenceReport, SignatureReport } from './report.ts';

/** The promised shape of `validate --json`: one for each document. Absent is null. */
export interface DocumentJson extends Omit<DocumentReport, 'signatures' | 'findings'> {
  /** Why it could not be read at all. */
  readonly error: string | null;
  readonly signatures: readonly SignatureJson[];
  readonly findings: readonly FindingJson[];
}

export interface SignatureJson
  extends Omit<SignatureReport, 'references' | 'findings' | 'position'>, PositionJson {
  readonly references: readonly (Omit<ReferenceReport, 'position'> & PositionJson)[];
  readonly findings: readonly FindingJson[];
}

export interface FindingJson extends PositionJson {
  readonly code: Finding['code'];
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly advice: string;
  readonly data: Finding['data'];
}

type PositionJson = { readonly [K in keyof Position]: number | null };

/** The rows of `validate --json`, in the order of the files. */
export function outcomesJson(
  outcomes: readonly FileOutcome[],
  words: ReportWords,
): readonly DocumentJson[] {
  return outcomes.flatMap(({ file, problem, documents }) =>
    problem === null
      ? documents.map((document) => documentJson(document, words))
      : [unreadFile(file, words.problem(problem))],
  );
}

function unreadFile(file: string, error: string): DocumentJson {
  return {
    ...{ file, error, part: null, kind: null, unreadable: true },
    ...{ signatures: [], findings: [] },
  };
}

function documentJson(
  { file, part, kind, unreadable, signatures, findings }: DocumentReport,
  words: ReportWords,
): DocumentJson {
  const rows = findings.map((finding) => findingJson(finding, words));
  const cause = rows.find(({ severity }) => severity === 'error') ?? rows[0];
  return {
    file,
    error: unreadable ? (cause?.message ?? '') : null,
    ...{ part, kind, unreadable },
    signatures: signatures.map((signature) => signatureJson(signature, words)),
    findings: rows,
  };
}

function signatureJson(signature: SignatureReport, words: ReportWords): SignatureJson {
  const { id, format, level, isCounterSignature, indication, subIndication } = signature;
  const { coreValid, references, signer, signingTime, controlTime, controlTimeFrom } = signature;
  const { timeStamps, chain, findings, position } = signature;
  return {
    ...{ id, format, level, isCounterSignature, indication, subIndication, coreValid },
    references: references.map(({ position: place, ...reference }) => ({
      ...reference,
      ...positionJson(place),
    })),
    ...{ signer, signingTime, controlTime, controlTimeFrom, timeStamps, chain },
    findings: findings.map((finding) => findingJson(finding, words)),
    ...positionJson(position),
  };
}

export function findingJson(finding: Finding, words: ReportWords): FindingJson {
  const { code, severity, data, position } = finding;
  const { message, advice } = words.finding(finding);
  return { code, severity, message, advice, ...positionJson(position), data };
}

function positionJson(position: Position | null): PositionJson {
  const nowhere = { line: null, column: null, endLine: null, endColumn: null };
  if (position === null) return nowhere;
  const { line, column, endLine, endColumn } = position;
  return { line, column, endLine, endColumn };
}
