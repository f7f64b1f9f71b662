import * as l10n from '@vscode/l10n';
import type { PinRule } from '../../card/card.ts';

/** What keeps a PIN from being sent. A short one may just not be finished. */
export interface PinComplaint {
  readonly kind: 'unfinished' | 'wrong';
  readonly text: string;
}

/** For a card that does not tell its rule: no AKİS card takes less or more. */
const COMMON_RULE: PinRule = { min: 4, max: 16 };

/** Checks what was typed so far against the rule of the card; null when it can be sent. */
export function checkPin(text: string, rule: PinRule | null): PinComplaint | null {
  const { min, max } = rule ?? COMMON_RULE;
  if (/\s/.test(text)) {
    return { kind: 'wrong', text: l10n.t('There is a space in it.') };
  }
  if (!/^[0-9A-Za-z]*$/.test(text)) {
    return { kind: 'wrong', text: l10n.t('Only the digits 0–9 and the letters A–Z and a–z.') };
  }
  if (text.length > max) {
    return { kind: 'wrong', text: l10n.t('Too long: {0} characters at most.', max) };
  }
  if (text.length < min) {
    return { kind: 'unfinished', text: l10n.t('{0} characters at least.', min) };
  }
  return null;
}
