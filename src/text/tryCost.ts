import * as l10n from '@vscode/l10n';

/** For a failure that left us without the card’s answer: only the card knows whether it counted. */
export function mayHaveCostTry(): string {
  return l10n.t('If a PIN was on its way, it may have counted as a try.');
}

/** For a failure before or beside any PIN. */
export function costNoTry(): string {
  return l10n.t('That cost no PIN try.');
}
