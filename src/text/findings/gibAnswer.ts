import * as l10n from '@vscode/l10n';
import type { GibRule } from '../../signature/report/gibFindings.ts';

/** What to do, and what GİB does to a document that breaks the rule. */
export function withAnswer(advice: string, { binds }: GibRule): string {
  const answer = binds
    ? l10n.t('GİB answers 1150 (schematron) to this.')
    : l10n.t('GİB has this rule for invoices and does not apply it here.');
  return `${advice} ${answer}`;
}
