import * as l10n from '@vscode/l10n';

export type ValidityName = 'not-yet' | 'valid' | 'soon' | 'expired';

/** Where a moment lies within the validity of a certificate, in whole days. */
export interface Validity {
  readonly state: ValidityName;
  /** Since the end for `expired`, until the beginning for `not-yet`, until the end otherwise. */
  readonly days: number;
}

/** Renewal can be asked for three months before the end; that is when to begin to warn. */
export const SOON_DAYS = 90;

const DAY = 24 * 60 * 60 * 1000;

/** How long a certificate is still valid at the moment `now`; `soon` from so many days before. */
export function validityAt(
  notBefore: Date,
  notAfter: Date,
  now: Date,
  soonDays = SOON_DAYS,
): Validity {
  const sinceStart = now.getTime() - notBefore.getTime();
  if (sinceStart < 0) return { state: 'not-yet', days: Math.ceil(-sinceStart / DAY) };
  const untilEnd = notAfter.getTime() - now.getTime();
  if (untilEnd < 0) return { state: 'expired', days: Math.floor(-untilEnd / DAY) };
  const days = Math.floor(untilEnd / DAY);
  return { state: days <= soonDays ? 'soon' : 'valid', days };
}

/** The validity in a few words, to stand in a row. */
export function validityText({ state, days }: Validity): string {
  switch (state) {
    case 'not-yet':
      return l10n.t('not valid yet');
    case 'expired':
      if (days === 0) return l10n.t('expired');
      return days === 1 ? l10n.t('expired 1 day ago') : l10n.t('expired {0} days ago', days);
    case 'soon':
    case 'valid':
      if (days === 0) return l10n.t('less than 1 day left');
      return days === 1 ? l10n.t('1 day left') : l10n.t('{0} days left', days);
  }
}
