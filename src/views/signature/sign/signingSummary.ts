import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isMuhurError } from '../../../errors.ts';
import { explain } from '../../../text/errors.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { countsOf, countsText } from '../summary.ts';
import type { Validation } from '../validations.ts';
import { verdictLine } from '../verdicts.ts';
import { clockText } from './clockText.ts';
import type { LeftOut } from './planMany.ts';
import type { SigningOutcome } from './runSigning.ts';
import type { SummaryLine } from './summaryDocuments.ts';

export interface SigningSummary {
  readonly title: string;
  readonly outcomes: readonly SigningOutcome[];
  readonly leftOut: readonly LeftOut[];
  /** Of what was signed. */
  readonly reports: readonly Validation[];
}

/** One message about many documents, and behind it a line for each. */
export function tellSummary(host: SignatureHost, summary: SigningSummary): void {
  const { outcomes, leftOut } = summary;
  const failed = outcomes.filter(({ error }) => error !== null && !isCancelled(error));
  const isGood = failed.length === 0 && leftOut.every(({ error }) => error === null);
  const show = l10n.t('Show Summary');
  const { showInformationMessage, showWarningMessage } = vscode.window;
  void (isGood ? showInformationMessage : showWarningMessage)(messageText(summary), show).then(
    (pressed) =>
      pressed === show ? host.summaries.show(summary.title, summaryLines(summary)) : undefined,
  );
  const clock = outcomes.flatMap(({ clocks }) => (clocks && clockText(clocks)) ?? [])[0];
  if (clock !== undefined) void showWarningMessage(clock);
}

function messageText({ title, outcomes, leftOut, reports }: SigningSummary): string {
  const signed = outcomes.filter(({ result }) => result !== null).length;
  const stopped = outcomes.filter(({ error }) => isCancelled(error)).length;
  const failed = outcomes.length - signed - stopped;
  const verdicts = countsText(countsOf(reports.flatMap((one) => one.reports)));
  const parts = [
    l10n.t('{0} signed', signed) + (verdicts === '' ? '' : ` (${verdicts})`),
    ...(failed > 0 ? [l10n.t('{0} failed', failed)] : []),
    ...(stopped > 0 ? [l10n.t('{0} not begun', stopped)] : []),
    ...(leftOut.length > 0 ? [l10n.t('{0} left out', leftOut.length)] : []),
  ];
  return `${title}: ${parts.join(', ')}.`;
}

/** What did not go well stands first. */
export function summaryLines({
  outcomes,
  leftOut,
  reports,
}: Omit<SigningSummary, 'title'>): readonly SummaryLine[] {
  const lines = outcomes.map(({ document, result, error }): SummaryLine => {
    if (result === null) {
      const what = error === null ? '' : explain(error).what;
      return { mark: isCancelled(error) ? '–' : '✗', uri: document.uri, text: what };
    }
    const validation = reports.find(({ uri }) => uri.toString() === result.toString());
    const signature = validation?.reports.flatMap(({ signatures }) => signatures).at(-1);
    const verdict = signature === undefined ? l10n.t('signed') : verdictLine(signature);
    return { mark: '✓', uri: result, text: verdict };
  });
  const others = leftOut.map(({ uri, reason, error }): SummaryLine => {
    return { mark: error === null ? '–' : '✗', uri, text: reason };
  });
  const all = [...lines, ...others];
  return ['✗', '✓', '–'].flatMap((mark) => all.filter((line) => line.mark === mark));
}

function isCancelled(error: unknown): boolean {
  return isMuhurError(error, 'cancelled');
}
