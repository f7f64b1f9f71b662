import { MuhurError } from '../errors.ts';
import type { Card, PinStatus } from './card.ts';

/** Would one more wrong PIN lock the card, or one more wrong PUK end it? */
export function isLastTry({ state, triesLeft }: PinStatus): boolean {
  return state === 'last-try' || triesLeft === 1;
}

/**
 * The last look before a PIN or PUK is sent, on the connection that will carry it: what the user
 * was told and has confirmed must still hold.
 */
export async function rejectSpentTries(
  card: Card,
  secret: 'pin' | 'puk',
  lastTryConfirmed: boolean,
): Promise<void> {
  const status = secret === 'pin' ? await card.readPinStatus() : await card.readPukStatus();
  if (status.state === 'blocked') throw new MuhurError(`${secret}/blocked`, {});
  if (isLastTry(status) && !lastTryConfirmed) throw new MuhurError(`${secret}/last-try`, {});
}
