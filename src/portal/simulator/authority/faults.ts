import type { AnswerFault, CertificateState } from './types.ts';

/** Faults that a test asked for, as what they do to an answer. */

const WEEK_MS = 7 * 86_400_000;

/** How long before the clock an answer was made. */
export function stalenessOf(fault: AnswerFault | undefined): number {
  return fault === 'stale' ? WEEK_MS : 0;
}

/** A state as it was when a stale answer was made; later changes are not in it. */
export function stateAt(
  state: CertificateState,
  made: Date,
  fault: AnswerFault | undefined,
): CertificateState {
  const isLater = fault === 'stale' && state.kind === 'revoked' && state.at > made;
  return isLater ? { kind: 'good' } : state;
}

/** What becomes of a signature: itself, or one that does not fit. */
export function spoiler(fault: AnswerFault | undefined): (signature: Uint8Array) => Uint8Array {
  if (fault !== 'wrong-signature') return (signature) => signature;
  return (signature) => signature.map((byte, i) => (i === signature.length - 1 ? byte ^ 1 : byte));
}
