import * as l10n from '@vscode/l10n';
import type { CheckStatus, Diagnosis } from '../doctor/findings.ts';
import type { Look } from './doctor/words.ts';
import { checkReport } from './doctorWords.ts';
import type { CheckReport } from './doctorWords.ts';
import { wrapped } from './wrapped.ts';

const MARKS: Readonly<Record<CheckStatus, string>> = {
  ok: '✓',
  warning: '!',
  error: '✗',
  skipped: '–',
};

/** The promised shape of `doctor --json`. */
export interface DoctorReport {
  readonly ready: boolean;
  readonly checks: readonly CheckReport[];
}

export function doctorReport({ ready, findings }: Diagnosis, look: Look): DoctorReport {
  return { ready, checks: findings.map((found) => checkReport(found, look)) };
}

/** The report in a terminal; the cause, which is the first error, once more at the end. */
export function doctorText({ checks }: DoctorReport): string {
  const cause = causeIn(checks);
  const lines = cause === undefined ? [] : causeLines(cause);
  return [...checks.flatMap(checkLines), '', verdict(cause), ...lines].join('\n');
}

/** The report as a document: the verdict and the cause first, then every other check. */
export function doctorDocument({ checks }: DoctorReport, note: string): string {
  const cause = causeIn(checks);
  const others = checks.filter((check) => check !== cause);
  const first =
    cause === undefined ? [] : [...checkLines(cause), '', l10n.t('The other checks:'), ''];
  const lines = [verdict(cause), '', ...first, ...others.flatMap(checkLines), '', note];
  return `${lines.flatMap(wrapped).join('\n')}\n`;
}

function causeIn(checks: readonly CheckReport[]): CheckReport | undefined {
  return checks.find(({ status }) => status === 'error');
}

function verdict(cause: CheckReport | undefined): string {
  return cause === undefined
    ? l10n.t('This machine is ready to sign.')
    : l10n.t('This machine is not ready to sign. The cause:');
}

function checkLines({ status, title, evidence, fix }: CheckReport): string[] {
  const line = `${MARKS[status]} ${title}: ${evidence}`;
  return fix === null ? [line] : [line, `    → ${fix}`];
}

function causeLines({ title, evidence, fix }: CheckReport): string[] {
  return [`  ${title}: ${evidence}`, ...(fix === null ? [] : [`  → ${fix}`])];
}
