import type { X509 } from '../x509.ts';

/** Why the status of a certificate is not known. */
export type StatusUnknown =
  /** Asked to fetch nothing. */
  | 'offline'
  /** The certificate names no place to ask. */
  | 'no-address'
  | 'unreachable'
  /** The answer is not about it, not by who may say so, or not readable. */
  | 'answer-refused'
  /** The answer is too old for that time. */
  | 'stale'
  /** The responder does not know the certificate. */
  | 'unknown-there';

/** What is known of the revocation of a certificate, and who said so when. */
export type CertificateStatus =
  | { readonly state: 'good'; readonly from: StatusSource; readonly saidAt: Date }
  | {
      /** On hold (askıda): revoked for the time being. */
      readonly state: 'revoked' | 'on-hold';
      readonly from: StatusSource;
      readonly saidAt: Date;
      readonly since: Date;
      readonly reason: RevocationReason;
    }
  | UnknownStatus;

export interface UnknownStatus {
  readonly state: 'unknown';
  readonly reason: StatusUnknown;
  /** Who was asked last. */
  readonly address: string | null;
}

export type StatusSource = 'ocsp' | 'crl';

/** CRLReason (RFC 5280 §5.3.1). */
const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  // 7 is used nowhere.
  'unspecified',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

export type RevocationReason = (typeof REASONS)[number];

/** By the number in an answer; what nobody defined is `unspecified`. */
export function revocationReason(code: number): RevocationReason {
  return REASONS[code] ?? 'unspecified';
}

/** Clocks differ by some minutes. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Does an answer tell how it stood at that time? It does when it was made after it, or when it was
 * to hold until then. One from the future tells nothing.
 */
export function isConclusive(
  { thisUpdate, nextUpdate }: { readonly thisUpdate: Date; readonly nextUpdate: Date | null },
  at: Date,
  now: Date,
): boolean {
  const [made, holds] = [thisUpdate.getTime(), (nextUpdate ?? thisUpdate).getTime()];
  if (made > now.getTime() + CLOCK_SKEW_MS) return false;
  return Math.max(made, holds) + CLOCK_SKEW_MS >= at.getTime();
}

/** About which certificate, by whom, for what time. */
export interface StatusQuestion {
  readonly certificate: X509;
  readonly issuer: X509;
  readonly at: Date;
  readonly now: Date;
}

/** What one answer says. */
export type AnsweredStatus =
  | Extract<CertificateStatus, { readonly from: StatusSource }>
  | { readonly state: 'unknown'; readonly reason: StatusUnknown };

export const REFUSED = { state: 'unknown', reason: 'answer-refused' } as const;
export const STALE = { state: 'unknown', reason: 'stale' } as const;
