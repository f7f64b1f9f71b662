import { createHash } from 'node:crypto';
import type { SignerInfo } from '../../pki/cms/readCms.ts';
import { OID } from '../../pki/oids.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import type { TimeStampProblem } from '../../pki/timeStamp/timeStampProblem.ts';
import type { TimeStampReport } from '../report/report.ts';
import type { Surroundings } from '../trust/judgeCertificate.ts';
import { judgeTimeStamp } from '../trust/judgeTimeStamp.ts';

export interface JudgedStamp {
  readonly report: TimeStampReport;
  /** Null: it proves none. */
  readonly time: Date | null;
  readonly problem: TimeStampProblem | null;
}

/** Of one signature; real ones have one. */
const MOST_STAMPS = 8;

/** Time stamps over the signature value (RFC 5126 §6.1.1), each judged for itself. */
export async function judgeStamps(
  { signature, unsigned }: SignerInfo,
  certificates: readonly Uint8Array[],
  around: Surroundings,
): Promise<readonly JudgedStamp[]> {
  const tokens = unsigned
    .filter(({ type }) => type === OID.signatureTimeStamp)
    .flatMap(({ values }) => values)
    .slice(0, MOST_STAMPS);
  const imprintOf = (digest: DigestName) => createHash(digest).update(signature).digest();
  const judged: JudgedStamp[] = [];
  for (const token of tokens) {
    const stamp = await judgeTimeStamp(token, imprintOf, certificates, around);
    const { time, problem, authority } = stamp;
    const valid = problem === null;
    judged.push({
      report: {
        kind: 'SignatureTimeStamp',
        time: time?.toISOString() ?? null,
        valid,
        authority,
      },
      time: valid ? time : null,
      problem,
    });
  }
  return judged;
}
