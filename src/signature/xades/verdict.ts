import type { Indication, SubIndication } from '../report/report.ts';

export interface Verdict {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

/**
 * Which of several reasons is told (ETSI EN 319 102-1 §5.1): what can never become valid before what
 * is not decided, and there what is about the signature before what is about its certificate.
 */
const ORDER: readonly SubIndication[] = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'SIGNED_DATA_NOT_FOUND',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'SIG_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
];

/** Of ORDER, the reasons that are final. */
const FINAL: readonly SubIndication[] = ['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE'];

/** The verdict on the signature itself; null when nothing speaks against it. */
export function verdictOf(reasons: readonly SubIndication[]): Verdict | null {
  const subIndication = ORDER.find((reason) => reasons.includes(reason));
  if (subIndication === undefined) return null;
  const indication = FINAL.includes(subIndication) ? 'TOTAL_FAILED' : 'INDETERMINATE';
  return { indication, subIndication };
}
