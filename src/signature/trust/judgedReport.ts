import type { PlacedFinding } from '../report/findings.ts';
import type { SignatureReport } from '../report/report.ts';
import type { Verdict } from '../xades/verdict.ts';
import type { Judgement, Surroundings } from './judgeCertificate.ts';

/** What reports on signatures in XML and in CMS have in common: time, trust and the verdict of all. */

/** For what time, and with what at hand, a certificate is judged. */
export interface Circumstances {
  /** Asked for; null: what a time stamp proves, or else now. */
  readonly at: Date | null;
  readonly around: Surroundings;
}

/**
 * The signature's own verdict before that on its certificate (EN 319 102-1 §5.6). Without a judgement
 * nothing is passed.
 */
export function finalVerdict(own: Verdict | null, judgement: Judgement | null): Verdict {
  if (own !== null) return own;
  if (judgement === null) {
    return { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' };
  }
  return judgement.verdict ?? { indication: 'TOTAL_PASSED', subIndication: null };
}

/** What was found about the certificate; what does not decide the verdict is a warning at most. */
export function judgementFindings(
  own: Verdict | null,
  judgement: Judgement | null,
): readonly PlacedFinding[] {
  const findings = judgement?.findings ?? [];
  if (own === null) return findings;
  return findings.map((found) => ({
    ...found,
    severity: found.severity === 'error' ? 'warning' : found.severity,
  }));
}

/** Of what cannot be read as a signature: why, and nothing else. */
export function nothingButReason(reason: PlacedFinding, { at, around }: Circumstances) {
  return {
    level: null,
    indication: 'TOTAL_FAILED',
    subIndication: 'FORMAT_FAILURE',
    coreValid: false,
    references: [],
    signer: null,
    signingTime: null,
    controlTime: (at ?? around.now).toISOString(),
    controlTimeFrom: at === null ? 'now' : 'asked',
    timeStamps: [],
    chain: [],
    findings: [reason],
  } as const satisfies Partial<Omit<SignatureReport, 'findings'>> & {
    readonly findings: readonly PlacedFinding[];
  };
}
