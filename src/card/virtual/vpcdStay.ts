import { setTimeout as delay } from 'node:timers/promises';
import { isMuhurError } from '../../errors.ts';
import type { VirtualCard } from './virtualCard.ts';
import type { VpcdLink } from './vpcdLink.ts';
import { linkToVpcd } from './vpcdLink.ts';

export interface VpcdAddress {
  readonly host: string;
  readonly port: number;
}

/** What happens to a card that stays in a reader. */
export interface StayEvents {
  readonly lost: () => void;
  readonly back: () => void;
}

/** Between two attempts to come back into a reader that was lost. */
const PAUSE_MS = 500;

/**
 * Keeps a card in a vpcd reader until `signal`, and brings it back when the PC/SC service was
 * restarted. The first connection has to succeed.
 *
 * @returns `ended`, which resolves when the card is out for good, or rejects with what the link
 *   could not survive.
 * @throws what `linkToVpcd` throws.
 */
export async function stayInVpcd(
  card: VirtualCard,
  where: VpcdAddress,
  events: StayEvents,
  signal: AbortSignal,
): Promise<{ readonly ended: Promise<void> }> {
  const link = await linkToVpcd(card, where, signal);
  return { ended: stay(link, card, where, events, signal) };
}

async function stay(
  first: VpcdLink,
  card: VirtualCard,
  where: VpcdAddress,
  events: StayEvents,
  signal: AbortSignal,
): Promise<void> {
  let link = first;
  try {
    for (;;) {
      await endOf(link, signal);
      if (signal.aborted) return;
      events.lost();
      link = await comeBack(card, where, signal);
      events.back();
    }
  } catch (error) {
    if (!isMuhurError(error, 'cancelled')) throw error;
  }
}

/** Resolves when the link ends; after `signal` it is made to. */
async function endOf(link: VpcdLink, signal: AbortSignal): Promise<void> {
  const stop = () => void link.close();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  await link.closed;
  signal.removeEventListener('abort', stop);
}

/** @throws `cancelled` */
async function comeBack(
  card: VirtualCard,
  where: VpcdAddress,
  signal: AbortSignal,
): Promise<VpcdLink> {
  for (;;) {
    try {
      return await linkToVpcd(card, where, signal);
    } catch (error) {
      if (!isMuhurError(error, 'vpcd/unreachable') && !isMuhurError(error, 'vpcd/occupied')) {
        throw error;
      }
    }
    await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
