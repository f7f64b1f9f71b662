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

const CAUSES: readonly FindingCode[] = ['SIG-DIGEST-CAUSE', 'SIG-VALUE-CAUSE'];

/** Does it say why the finding before it is so? */
export function isCause(finding: Finding | undefined): finding is Finding {
  return finding !== undefined && CAUSES.includes(finding.code);
}

/** What decides comes first, and behind it what it comes from. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const causes = findings.filter(isCause);
  const others = findings.filter((finding) => !causes.includes(finding));
  const [errors = [], ...rest] = ORDER.map((severity) =>
    others.filter((finding) => finding.severity === severity),
  );
  return [...errors, ...causes, ...rest.flat()];
}

export function placeOf(position: Position | null): PagePlace | null {
  return position === null ? null : { line: position.line, column: position.column };
}
