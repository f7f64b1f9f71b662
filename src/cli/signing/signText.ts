import * as l10n from '@vscode/l10n';
import { purposeText } from '../../text/cardWords.ts';
import { findingText } from '../../text/findings/findingText.ts';
import { formatDay, formatMoment } from '../../text/language.ts';
import { documentKindText, severityText } from '../../text/verdictWords.ts';
import { quotable } from '../../text/visibleText.ts';
import type { SignOutcome } from './runSign.ts';

/** What was signed, as a person reads it. */
export function signText(outcome: SignOutcome): string {
  const { out, format, level, kind, signer, signingTime, findings } = outcome;
  const form = `${format === 'xades' ? 'XAdES' : 'CAdES'}-${level === 'B' ? 'BES' : level}`;
  const what = [kind === null ? null : documentKindText(kind), form].filter(
    (part) => part !== null,
  );
  const number = signer.vkn ?? signer.tckn;
  const period = l10n.t('{0} to {1}', formatDay(signer.notBefore), formatDay(signer.notAfter));
  return [
    l10n.t('Signed: {0}', quotable(out)),
    `  ${what.join(' · ')}`,
    `  ${[signer.commonName, number]
      .filter((part) => part !== null)
      .map(quotable)
      .join(' · ')}`,
    `  ${[signer.serialNumber, purposeText(signer.purpose), period].join(' · ')}`,
    `  ${formatMoment(signingTime)}`,
    `  ${checkText(outcome)}`,
    ...findings
      .filter(({ severity }) => severity !== 'information')
      .flatMap((finding) => {
        const { message, advice } = findingText(finding);
        const title = `  ${severityText(finding.severity)} ${finding.code}: ${message}`;
        return [title, `    → ${advice}`];
      }),
  ].join('\n');
}

function checkText({ signatureValid }: SignOutcome): string {
  if (signatureValid === null) return l10n.t('The signature was not checked, as you asked.');
  return l10n.t('The signature is right. Whether the certificate is trusted, “validate” tells.');
}
