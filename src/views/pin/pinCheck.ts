import * as l10n from '@vscode/l10n';
import type { PinRule } from '../../card/card.ts';

/**
 * What keeps a PIN or PUK from being used. What is `unfinished` is no mistake until the user says
 * that it is finished, but a hint helps; what is `pending` needs not even that.
 */
export interface PinComplaint {
  readonly kind: 'pending' | 'unfinished' | 'wrong';
  readonly text: string;
}

/** For a card that does not tell its rule: no AKİS card takes less or more. */
export const COMMON_RULE: PinRule = { min: 4, max: 16 };

/** Checks what was typed so far against the rule of the card; null when it can be sent. */
export function checkPin(text: string, rule: PinRule | null): PinComplaint | null {
  const { min, max } = rule ?? COMMON_RULE;
  if (/\s/.test(text)) {
    return { kind: 'wrong', text: l10n.t('There is a space in it.') };
  }
  if (rule?.anyPrintable === true && !/^[\x21-\x7e]*$/.test(text)) {
    const hint = l10n.t('Only printable characters, without Turkish letters.');
    return { kind: 'wrong', text: hint };
  }
  if (rule?.anyPrintable !== true && !/^[0-9A-Za-z]*$/.test(text)) {
    return { kind: 'wrong', text: l10n.t('Only the digits 0–9 and the letters A–Z and a–z.') };
  }
  if (min === max && text.length !== max) {
    const kind = text.length < min ? 'unfinished' : 'wrong';
    return { kind, text: l10n.t('Exactly {0} characters.', max) };
  }
  if (text.length > max) {
    return { kind: 'wrong', text: l10n.t('Too long: {0} characters at most.', max) };
  }
  if (text.length < min) {
    return { kind: 'unfinished', text: l10n.t('{0} characters at least.', min) };
  }
  return null;
}

/** Checks a new PIN, which must also differ from what was typed before it. */
export function checkNewPin(
  text: string,
  rule: PinRule | null,
  before: { readonly kind: 'pin' | 'puk'; readonly secret: Uint8Array | undefined },
): PinComplaint | null {
  const complaint = checkPin(text, rule);
  if (complaint !== null || !isSame(text, before.secret)) return complaint;
  return {
    kind: 'wrong',
    text:
      before.kind === 'pin'
        ? l10n.t('This is the present PIN. Choose another one.')
        : l10n.t('This is the PUK. Choose another PIN.'),
  };
}

/** Checks the new PIN as it is typed again. */
export function checkRepeat(text: string, newPin: Uint8Array | undefined): PinComplaint | null {
  if (isSame(text, newPin)) return null;
  const mayBecomeSame = isSame(text, newPin?.subarray(0, text.length));
  return {
    kind: mayBecomeSame ? 'pending' : 'wrong',
    text: l10n.t('This is not the new PIN you entered before.'),
  };
}

/** Compares without making another copy of either. */
function isSame(text: string, secret: Uint8Array | undefined): boolean {
  return (
    secret?.length === text.length && secret.every((byte, index) => byte === text.charCodeAt(index))
  );
}
