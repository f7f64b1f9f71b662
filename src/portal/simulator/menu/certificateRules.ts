import type * as z from 'zod';
import type { certificateAction, certificateState } from '../../contract/menu.ts';

/** What a subscriber sees: ASKIDA, GEÇERLİ, İPTAL, SÜRESİ DOLMUŞ. */
export type VisibleState = z.output<typeof certificateState>;
export type CertificateAction = z.output<typeof certificateAction>;

/** What is kept; expiry follows from the time. */
export type KeptState = Exclude<VisibleState, 'expired'>;

/** A renewal can be ordered so long before the end. */
const RENEWAL_MONTHS = 3;

/**
 * The state at that moment. Revocation outlasts expiry; whoever asks the authority about an expired
 * certificate hears the status that it had.
 */
export function visibleState(state: KeptState, notAfter: Date, now: Date): VisibleState {
  return state !== 'revoked' && now > notAfter ? 'expired' : state;
}

/** What may be done with a certificate: the transitions of its states, and its renewal. */
export function actionsOf(state: VisibleState, notAfter: Date, now: Date): CertificateAction[] {
  const isNearEnd = now >= renewableFrom(notAfter);
  switch (state) {
    case 'on-hold':
      return ['activate', 'revoke', ...(isNearEnd ? (['renew'] as const) : [])];
    case 'active':
      return ['suspend', 'revoke', ...(isNearEnd ? (['renew'] as const) : [])];
    case 'revoked':
    case 'expired':
      return ['renew'];
  }
}

/** Three calendar months before the end; the last day of a month that has no such day. */
export function renewableFrom(notAfter: Date): Date {
  const from = new Date(notAfter);
  const day = from.getUTCDate();
  from.setUTCDate(1);
  from.setUTCMonth(from.getUTCMonth() - RENEWAL_MONTHS);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  from.setUTCDate(Math.min(day, lastDay));
  return from;
}
