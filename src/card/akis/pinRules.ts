import { MuhurError } from '../../errors.ts';
import type { PinRule } from '../card.ts';

/**
 * Refuses a PIN that the card would refuse, before it costs a try.
 * @throws `pin/length` against the card's own rule, `pin/characters` unless ASCII letters or digits.
 */
export function rejectUnfitPin(pin: Uint8Array, rule: PinRule | null): void {
  if (rule !== null && (pin.length < rule.min || pin.length > rule.max)) {
    throw new MuhurError('pin/length', rule);
  }
  if (pin.length === 0 || !pin.every(isLetterOrDigit)) throw new MuhurError('pin/characters', {});
}

function isLetterOrDigit(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isUpper = byte >= 0x41 && byte <= 0x5a;
  const isLower = byte >= 0x61 && byte <= 0x7a;
  return isDigit || isUpper || isLower;
}
