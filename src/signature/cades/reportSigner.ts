import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { ReferenceReport, SignatureReport } from '../report/report.ts';
import { controlTime } from '../trust/controlTime.ts';
import { judgeCertificate } from '../trust/judgeCertificate.ts';
import type { Circumstances } from '../trust/judgedReport.ts';
import { finalVerdict, judgementFindings, nothingButReason } from '../trust/judgedReport.ts';
import { signerReport } from '../trust/signerReport.ts';
import type { CheckedSigner } from './checkSigner.ts';
import { digestUri } from './cmsAlgorithms.ts';
import type { JudgedStamp } from './signatureTimeStamps.ts';
import { judgeStamps } from './signatureTimeStamps.ts';
import { isCades, levelOf } from './unsignedParts.ts';

/** What a CMS brings that is the same for all of its signers. */
export interface SignerSurroundings {
  readonly circumstances: Circumstances;
  /** All certificates inside, DER: candidates for the way to an anchor. */
  readonly certificates: readonly Uint8Array[];
  /** Of the content; null when it is not there. */
  readonly length: number | null;
  readonly isCounterSignature: boolean;
}

/** A report without places: a CMS has no lines. */
type Report = Omit<SignatureReport, 'findings'> & { readonly findings: readonly PlacedFinding[] };

/** The certificate, its trust and its time stamps, and the verdict of all (EN 319 102-1 §5.6). */
export async function reportSigner(
  checked: CheckedSigner,
  surroundings: SignerSurroundings,
): Promise<Report> {
  const { signer, verdict } = checked;
  const { circumstances, certificates } = surroundings;
  const isProven = checked.value === 'right';
  const stamps = isProven ? await judgeStamps(signer, certificates, circumstances.around) : [];
  const time = controlTime(stamps, circumstances);
  const certificate = isProven ? (checked.certificate?.der ?? null) : null;
  const judgement =
    certificate &&
    (await judgeCertificate(certificate, certificates, time.at, circumstances.around));
  const final = finalVerdict(verdict, judgement);
  return {
    id: null,
    format: isCades(signer.attributes) ? 'cades' : 'cms',
    level: levelOf(signer),
    isCounterSignature: surroundings.isCounterSignature,
    indication: final.indication,
    subIndication: final.subIndication,
    coreValid: checked.coreValid,
    references: [referenceReport(checked, surroundings)],
    signer: certificate && signerReport(certificate),
    signingTime: (isProven && signer.attributes?.signingTime?.toISOString()) || null,
    controlTime: time.at.toISOString(),
    controlTimeFrom: time.from,
    timeStamps: stamps.map(({ report }) => report),
    chain: judgement?.chain ?? [],
    findings: [
      ...checked.findings,
      ...judgementFindings(verdict, judgement),
      ...stampFindings(stamps),
    ],
    position: null,
  };
}

/** Of bytes that cannot be read as a CMS: why, and nothing else. */
export function unreadableReport(reason: PlacedFinding, circumstances: Circumstances): Report {
  return {
    ...nothingButReason(reason, circumstances),
    id: null,
    format: 'cms',
    isCounterSignature: false,
    position: null,
  };
}

function referenceReport(
  { signer, digest, isDigestRight }: CheckedSigner,
  { length }: SignerSurroundings,
): ReferenceReport {
  const expected = signer.attributes?.messageDigest ?? null;
  return {
    uri: '',
    type: null,
    valid: isDigestRight,
    algorithm: digestUri(signer),
    expectedDigest: expected && Buffer.from(expected).toString('base64'),
    actualDigest: digest && Buffer.from(digest).toString('base64'),
    length,
    position: null,
  };
}

function stampFindings(stamps: readonly JudgedStamp[]): readonly PlacedFinding[] {
  if (stamps.length === 0) return [finding('SIG-TIMESTAMP-NONE', 'information', {})];
  return stamps.flatMap(({ problem }) =>
    problem === null ? [] : [finding('SIG-TIMESTAMP', 'warning', { reason: problem })],
  );
}
