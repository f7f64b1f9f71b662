import { MuhurError } from '../../errors.ts';
import type { PinInput, PinRule, PinStatus } from '../card.ts';
import type { PinEntry } from '../iso7816/pkcs15/objects.ts';

export const UNKNOWN_PIN: PinStatus = { state: 'unknown', triesLeft: null };

/**
 * Refuses a PIN or PUK that the card would refuse, before it costs a try.
 * @throws `…/length` against the card's own rule, `…/characters` unless ASCII letters or digits.
 */
export function rejectUnfit(
  kind: 'pin' | 'puk',
  secret: PinInput,
  rule: PinRule | null,
): asserts secret is Uint8Array {
  if (secret === null) throw new MuhurError('card/unsupported', { operation: 'pin pad' });
  if (rule !== null && (secret.length < rule.min || secret.length > rule.max)) {
    throw new MuhurError(`${kind}/length`, rule);
  }
  if (secret.length === 0 || !secret.every(isLetterOrDigit)) {
    throw new MuhurError(`${kind}/characters`, {});
  }
}

function isLetterOrDigit(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isUpper = byte >= 0x41 && byte <= 0x5a;
  const isLower = byte >= 0x61 && byte <= 0x7a;
  return isDigit || isUpper || isLower;
}

/** The PIN object of the user, as opposed to the PUK. */
export function userPin(pins: readonly PinEntry[]): PinEntry | undefined {
  return pins.find(({ isPuk }) => !isPuk);
}

export function unblockingPin(pins: readonly PinEntry[]): PinEntry | undefined {
  return pins.find(({ isPuk }) => isPuk);
}

/** The length rule that a PIN object tells; null without one. */
export function ruleOf(pin: PinEntry | undefined): PinRule | null {
  return pin === undefined ? null : { min: pin.minLength, max: pin.maxLength };
}
