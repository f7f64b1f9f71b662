import type { CertFindings } from './certFindings.ts';
import type { GibFindings } from './gibFindings.ts';
import type { SigFindings } from './sigFindings.ts';
import type { XmlFindings } from './xmlFindings.ts';

/**
 * Every finding that a report can have, by its stable code, with the data its words need. Codes are
 * part of what other programs read: they never change their meaning.
 */
export interface FindingData extends XmlFindings, SigFindings, CertFindings, GibFindings {}

export type FindingCode = keyof FindingData;

export type Severity = 'error' | 'warning' | 'information';

/** What was found, and where. */
export type Finding<P = Position | null> = {
  [C in FindingCode]: {
    readonly code: C;
    readonly severity: Severity;
    readonly data: FindingData[C];
    readonly position: P;
  };
}[FindingCode];

/** From 1; columns in UTF-16 units, as VS Code shows them. The end is behind the last character. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Bytes of the document in UTF-8, without its byte order mark. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A finding before lines are counted. */
export type PlacedFinding = Finding<Span | null>;

/** Makes a finding; the only way that keeps code and data together for the compiler. */
export function finding<C extends FindingCode>(
  code: C,
  severity: Severity,
  data: FindingData[C],
  position: Span | null = null,
): PlacedFinding {
  return { code, severity, data, position } as PlacedFinding;
}
