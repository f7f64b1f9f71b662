import { MuhurError } from '../../errors.ts';
import type { PinInput } from '../card.ts';
import type { Module, TokenInfo } from './binding.ts';
import { hasPinPad, pinRule } from './pinStates.ts';

/**
 * Refuses a PIN that the token would refuse, before it costs a try. What is typed on a reader is
 * the reader's own business; without one, no PIN would be an empty PIN.
 * @throws `…/length` against the token's rule, `…/characters` unless printable ASCII,
 *   `card/unsupported` when there are no keys to type it on.
 */
export function rejectUnfitForToken(
  module: Module,
  info: TokenInfo,
  kind: 'pin' | 'puk',
  pin: PinInput,
): void {
  if (pin === null) {
    if (hasPinPad(module, info)) return;
    throw new MuhurError('card/unsupported', { operation: 'PIN pad' });
  }
  const rule = pinRule(info);
  if (rule !== null && (pin.length < rule.min || pin.length > rule.max)) {
    throw new MuhurError(`${kind}/length`, { min: rule.min, max: rule.max });
  }
  if (pin.length === 0 || !pin.every((byte) => byte > 0x20 && byte < 0x7f)) {
    throw new MuhurError(`${kind}/characters`, {});
  }
}

/** The binding takes text, and makes NULL of an empty one, which asks for the pin pad. */
export function pinText(pin: PinInput): string {
  return pin === null ? '' : Buffer.from(pin).toString('latin1');
}
