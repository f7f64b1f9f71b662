import * as l10n from '@vscode/l10n';
import { capitalised } from '../../text/language.ts';
import { severityText } from '../../text/verdictWords.ts';
import type { PageTexts } from './protocol/page.ts';

/** Headings and buttons of the report's page, in the language that is set (see `useLanguage`). */
export function reportTexts(): PageTexts {
  return {
    report: l10n.t('Signature report'),
    findings: l10n.t('Findings'),
    noFindings: l10n.t('Nothing was found that you should know of.'),
    references: l10n.t('What is signed'),
    timeStamps: l10n.t('Time stamps'),
    chain: l10n.t('Certificates'),
    chainLead: l10n.t('From the authority down to the signer.'),
    error: capitalised(severityText('error')),
    warning: capitalised(severityText('warning')),
    information: capitalised(severityText('information')),
    line: l10n.t('line {0}'),
    goTo: l10n.t('Go to line {0}'),
    details: l10n.t('Details'),
    showCanonical: l10n.t('Show canonical bytes'),
    validateAgain: l10n.t('Validate Again'),
    exportAs: l10n.t('Export as'),
    exportText: l10n.t('Text'),
    exportJson: 'JSON',
    exportSarif: 'SARIF',
    changed: l10n.t('The document has changed since. Validate it again to see what holds now.'),
    insideFile: l10n.t('Inside the file: {0}'),
  };
}
