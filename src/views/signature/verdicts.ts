import * as l10n from '@vscode/l10n';
import type { DocumentReport, SignatureReport } from '../../signature/report/report.ts';
import { formatDay } from '../../text/language.ts';
import { indicationText, subIndicationText } from '../../text/verdictWords.ts';
import type { ShownVerdict } from './signatureLenses.ts';

const ICONS: Readonly<Record<SignatureReport['indication'], string>> = {
  TOTAL_PASSED: '$(pass)',
  TOTAL_FAILED: '$(error)',
  INDETERMINATE: '$(question)',
};

/** What stands above each signature of an XML document once it has been validated. */
export function verdictsOf(reports: readonly DocumentReport[]): readonly ShownVerdict[] {
  const signatures = reports.flatMap((report) => report.signatures);
  return signatures.flatMap((signature) => {
    const { position, indication } = signature;
    if (position === null) return [];
    return {
      place: { line: position.line - 1, character: position.column - 1 },
      // An ordinary space between an icon and a text is not drawn.
      title: `${ICONS[indication]}\u00a0${verdictLine(signature)}`,
      tooltip: verdictMeaning(signature),
    };
  });
}

/** "Valid · 1234567802 · Nov 22, 2026". */
export function verdictLine({ indication, signer, signingTime }: SignatureReport): string {
  const who = signer?.vkn ?? signer?.tckn ?? signer?.commonName ?? null;
  const when = signingTime === null ? null : formatDay(new Date(signingTime));
  const parts = [indicationText(indication), who, when].filter((part) => part !== null);
  return parts.map(withoutIcons).join(' · ');
}

/** Why it is so, in a sentence. */
export function verdictMeaning({ indication, subIndication }: SignatureReport): string {
  if (subIndication !== null) return subIndicationText(subIndication);
  return indication === 'TOTAL_PASSED'
    ? l10n.t(
        'The document is as it was signed, and the certificate leads to an authority that you trust.',
      )
    : '';
}

/** A name comes from a certificate: what would be drawn as an icon is text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
