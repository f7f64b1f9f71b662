import * as l10n from '@vscode/l10n';
import type { DocumentReport } from '../../signature/report/report.ts';

/** How many documents are which. */
export interface Counts {
  readonly valid: number;
  readonly failed: number;
  readonly undecided: number;
  readonly unsigned: number;
  readonly unreadable: number;
}

type State = keyof Counts;

/** A document is as good as the worst of its signatures. */
export function stateOf({ signatures, unreadable }: DocumentReport): State {
  if (unreadable) return 'unreadable';
  if (signatures.length === 0) return 'unsigned';
  if (signatures.some(({ indication }) => indication === 'TOTAL_FAILED')) return 'failed';
  return signatures.some(({ indication }) => indication === 'INDETERMINATE')
    ? 'undecided'
    : 'valid';
}

export function countsOf(reports: readonly DocumentReport[]): Counts {
  const counts = { valid: 0, failed: 0, undecided: 0, unsigned: 0, unreadable: 0 };
  for (const report of reports) counts[stateOf(report)]++;
  return counts;
}

/** "3 valid, 1 not valid, 2 not signed": what there is none of is not told. */
export function countsText(counts: Counts): string {
  const words: Readonly<Record<State, (count: number) => string>> = {
    valid: (count) => l10n.t('{0} valid', count),
    failed: (count) => l10n.t('{0} not valid', count),
    undecided: (count) => l10n.t('{0} undecided', count),
    unsigned: (count) => l10n.t('{0} not signed', count),
    unreadable: (count) => l10n.t('{0} not readable', count),
  };
  const states = Object.keys(words) as State[];
  const present = states.filter((state) => counts[state] > 0);
  return present.map((state) => words[state](counts[state])).join(', ');
}
