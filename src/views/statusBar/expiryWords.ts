import * as l10n from '@vscode/l10n';
import { formatDay } from '../../text/language.ts';
import { type Validity, validityAt, validityText } from '../../text/validity.ts';
import type { CertificateDescription } from '../explorer/describeCertificates.ts';
import type { Today, Tooltip } from '../explorer/node.ts';

/** From here on it needs action now: an application to Kamu SM takes its time. */
const URGENT_DAYS = 30;

export interface ExpiryWords {
  readonly text: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly tooltip: Tooltip;
  /** Only for what needs action. */
  readonly alarm: 'error' | 'warning' | undefined;
}

/** What the status bar says of the certificate that ends first. */
export function expiryWords(
  description: CertificateDescription,
  { now, warnDays }: Today,
): ExpiryWords {
  const { notBefore, notAfter, commonName, vkn, tckn } = description;
  const validity = validityAt(notBefore, notAfter, now, warnDays);
  const state = validityText(validity);
  const owner = commonName ?? vkn ?? tckn ?? description.serialNumber;
  return {
    text: `$(${icon(validity)}) ${shortText(validity)}`,
    spoken: l10n.t('Signing certificate of {0}: {1}', owner, state),
    tooltip: {
      heading: owner,
      facts: [
        [l10n.t('Signing certificate'), state],
        [l10n.t('Valid until'), formatDay(notAfter)],
      ],
      note: l10n.t('Of all signing certificates this one ends first. Click to show it.'),
    },
    alarm: alarm(validity),
  };
}

function icon({ state }: Validity): string {
  if (state === 'expired') return 'error';
  return state === 'valid' ? 'verified' : 'watch';
}

/** The status bar is short of room: "expired" without since when. */
function shortText({ state, days }: Validity): string {
  if (state === 'expired') return l10n.t('expired');
  if (state === 'not-yet') return l10n.t('not valid yet');
  if (days === 0) return l10n.t('today');
  return days === 1 ? l10n.t('1 day') : l10n.t('{0} days', days);
}

function alarm({ state, days }: Validity): ExpiryWords['alarm'] {
  if (state === 'expired') return 'error';
  return state !== 'not-yet' && days <= URGENT_DAYS ? 'warning' : undefined;
}
