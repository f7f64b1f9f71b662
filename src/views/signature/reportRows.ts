import type { Finding, FindingCode, Position } from '../../signature/report/findings.ts';
import { findingText } from '../../text/findings/findingText.ts';
import type { FindingRow, PagePlace } from './protocol/page.ts';

/** A finding as the page draws it. */
export function findingRow(finding: Finding): FindingRow {
  const { message, advice } = findingText(finding);
  const { code, severity, position } = finding;
  return { code, severity, message, advice, place: placeOf(position) };
}

const ORDER = ['error', 'warning', 'information'] as const;

/** Why the findings before are so. */
const CAUSES: readonly FindingCode[] = ['SIG-DIGEST-CAUSE', 'SIG-VALUE-CAUSE'];

/** What decides comes first, and behind it what it comes from. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const causes = findings.filter(({ code }) => CAUSES.includes(code));
  const others = findings.filter((finding) => !causes.includes(finding));
  const [errors = [], ...rest] = ORDER.map((severity) =>
    others.filter((finding) => finding.severity === severity),
  );
  return [...errors, ...causes, ...rest.flat()];
}

export function placeOf(position: Position | null): PagePlace | null {
  return position === null ? null : { line: position.line, column: position.column };
}
