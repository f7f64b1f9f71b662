import type { RevocationReason } from '../../pki/revocation/status.ts';
import { CLOCK_SKEW_MS } from '../../pki/revocation/status.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import type { TimeStampProblem } from '../../pki/timeStamp/timeStampProblem.ts';
import { verifyTimeStamp } from '../../pki/timeStamp/verifyTimeStamp.ts';
import type { ChainJudgement, JudgedLink } from '../../pki/trust/judgeChain.ts';
import { judgeChain } from '../../pki/trust/judgeChain.ts';
import type { Surroundings } from '../../pki/trust/surroundings.ts';
import type { ChainLink } from '../report/report.ts';
import { chainLinks, shortName } from './chainLinks.ts';

export interface TimeStampJudgement {
  /** What it says, whether it proves that or not; null when it cannot be read. */
  readonly time: Date | null;
  /** Null: it proves that time. */
  readonly problem: TimeStampProblem | null;
  /** Who made it: the common name of the server. */
  readonly authority: string | null;
  /** Of the server's certificate, as far as it was found. */
  readonly chain: readonly ChainLink[];
}

/**
 * Does a time stamp prove that something existed? Its mathematics must be right, and its server's
 * certificate have been one to rely upon at the time it says: in its time, on a way to an anchor,
 * not revoked.
 *
 * @param imprintOf the digest, by that function, of what should have been stamped.
 * @param certificates candidates for the way, besides those in the token.
 */
export async function judgeTimeStamp(
  token: Uint8Array,
  imprintOf: (algorithm: DigestName) => Uint8Array,
  certificates: readonly Uint8Array[],
  around: Surroundings,
): Promise<TimeStampJudgement> {
  const { trust, now } = around;
  const candidates = [...certificates, ...trust.intermediates];
  const verified = verifyTimeStamp(token, imprintOf, candidates);
  const { info, certificate, problem } = verified;
  const time = info?.time ?? null;
  const authority = certificate && shortName(certificate.subject);
  if (problem !== null || time === null || certificate === null) {
    return { time, problem: problem ?? 'malformed', authority, chain: [] };
  }
  const others = [...verified.certificates, ...certificates];
  const chain = await judgeChain(certificate, others, time, around);
  const isFuture = time.getTime() > now.getTime() + CLOCK_SKEW_MS;
  return {
    time,
    problem: isFuture ? 'not-valid-then' : chainProblem(chain, time),
    authority,
    chain: chainLinks(chain),
  };
}

function chainProblem(chain: ChainJudgement, time: Date): TimeStampProblem | null {
  const kind = chain.problem?.kind ?? null;
  if (chain.validity !== 'valid' || kind === 'expired' || kind === 'not-yet-valid') {
    return 'not-valid-then';
  }
  if (kind !== null) return 'untrusted';
  if (chain.links.some((link) => isRevoked(link, time))) return 'revoked';
  const isKnown = chain.links.every(({ status }) => status === null || status.state !== 'unknown');
  return isKnown ? null : 'status-unknown';
}

/** Reasons for which what was stamped before stays true (RFC 3161 §4); with others nothing does. */
const HARMLESS: readonly RevocationReason[] = [
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
];

function isRevoked({ status }: JudgedLink, time: Date): boolean {
  if (status?.state !== 'revoked' && status?.state !== 'on-hold') return false;
  return status.since <= time || !HARMLESS.includes(status.reason);
}
