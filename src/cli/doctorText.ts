import * as l10n from '@vscode/l10n';
import type { CheckStatus } from '../doctor/findings.ts';
import type { CheckReport } from '../text/doctorWords.ts';

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

/** The report as a person reads it; the cause, which is the first error, once more at the end. */
export function doctorText({ checks }: DoctorReport): string {
  const cause = checks.find(({ status }) => status === 'error');
  const verdict =
    cause === undefined
      ? [l10n.t('This machine is ready to sign.')]
      : [l10n.t('This machine is not ready to sign. The cause:'), ...causeLines(cause)];
  return [...checks.flatMap(checkLines), '', ...verdict].join('\n');
}

function checkLines({ status, title, evidence, fix }: CheckReport): string[] {
  const line = `${MARKS[status]} ${title}: ${evidence}`;
  return fix === null ? [line] : [line, `    → ${fix}`];
}

function causeLines({ title, evidence, fix }: CheckReport): string[] {
  return [`  ${title}: ${evidence}`, ...(fix === null ? [] : [`  → ${fix}`])];
}
