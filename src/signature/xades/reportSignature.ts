import { createHash } from 'node:crypto';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import type { PlacedFinding, Span } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { ReferenceReport, SignatureReport, TimeStampReport } from '../report/report.ts';
import type { Surroundings } from '../trust/judgeCertificate.ts';
import { controlTime } from '../trust/controlTime.ts';
import { judgeCertificate } from '../trust/judgeCertificate.ts';
import { judgeTimeStamp } from '../trust/judgeTimeStamp.ts';
import type { Circumstances } from '../trust/judgedReport.ts';
import { finalVerdict, judgementFindings, nothingButReason } from '../trust/judgedReport.ts';
import { signerReport } from '../trust/signerReport.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { CheckedSignature } from './checkSignature.ts';
import { isRight } from './checkReferences.ts';
import type { DigestedReference } from './documentPass.ts';
import { attributeValue, startTagOf } from '../xml/tree.ts';
import type { XmlSignature } from './readSignature.ts';
import { parseDateTime } from './signingTime.ts';

/** A report whose places are bytes still; lines are counted once for all of them. */
export interface DraftSignature extends Omit<
  SignatureReport,
  'findings' | 'references' | 'position'
> {
  readonly findings: readonly PlacedFinding[];
  readonly references: readonly DraftReference[];
  /** Of the start tag. */
  readonly span: Span;
}

export interface DraftReference extends Omit<ReferenceReport, 'position'> {
  readonly span: Span;
}

/** The certificate, its trust and its time stamps, and the verdict of all (EN 319 102-1 §5.6). */
export async function reportSignature(
  checked: CheckedSignature,
  isCounterSignature: boolean,
  circumstances: Circumstances,
): Promise<DraftSignature> {
  const { signature, signer, verdict } = checked;
  const isProven = signer.value === 'right';
  const stamps = isProven ? await judgeStamps(checked, circumstances.around) : [];
  const time = controlTime(stamps, circumstances);
  const certificate = isProven ? signer.certificate : null;
  const judgement =
    certificate &&
    (await judgeCertificate(certificate, candidatesOf(signature), time.at, circumstances.around));
  const final = finalVerdict(verdict, judgement);
  return {
    id: signature.id,
    format: signature.properties === null ? 'xmldsig' : 'xades',
    level: levelOf(signature),
    isCounterSignature,
    indication: final.indication,
    subIndication: final.subIndication,
    coreValid: checked.coreValid,
    references: checked.passed.references.map(referenceReport),
    signer: certificate && signerReport(certificate),
    signingTime: signingTimeOf(checked),
    controlTime: time.at.toISOString(),
    controlTimeFrom: time.from,
    timeStamps: stamps.map(({ report }) => report),
    chain: judgement?.chain ?? [],
    findings: [
      ...checked.findings,
      ...judgementFindings(verdict, judgement).map((found) => atKeyInfo(found, signature)),
      ...stampFindings(checked, stamps),
    ],
    span: startTagOf(signature.element),
  };
}

/** Of a ds:Signature that cannot be read as one: why, and nothing else. */
export function unreadableReport(
  element: XmlElement,
  reason: PlacedFinding,
  isCounterSignature: boolean,
  circumstances: Circumstances,
): DraftSignature {
  return {
    ...nothingButReason(reason, circumstances),
    id: attributeValue(element, 'Id'),
    format: 'xmldsig',
    isCounterSignature,
    span: startTagOf(element),
  };
}

interface JudgedStamp {
  readonly report: TimeStampReport;
  readonly time: Date | null;
  readonly finding: PlacedFinding | null;
}

async function judgeStamps(
  { signature, passed }: CheckedSignature,
  around: Surroundings,
): Promise<readonly JudgedStamp[]> {
  const judged: JudgedStamp[] = [];
  for (const [index, stamp] of (signature.properties?.unsigned.timeStamps ?? []).entries()) {
    const over = passed.stamped[index];
    const imprintOf = (digest: DigestName): Uint8Array =>
      createHash(digest)
        .update(over ?? new Uint8Array())
        .digest();
    const judgement =
      stamp.token === null || !over
        ? ({ time: null, problem: 'malformed', authority: null } as const)
        : await judgeTimeStamp(stamp.token, imprintOf, candidatesOf(signature), around);
    const { time, problem, authority } = judgement;
    const at = startTagOf(stamp.element);
    judged.push({
      report: {
        kind: 'SignatureTimeStamp',
        time: time?.toISOString() ?? null,
        valid: problem === null,
        authority,
      },
      time: problem === null ? time : null,
      finding: problem && finding('SIG-TIMESTAMP', 'warning', { reason: problem }, at),
    });
  }
  return judged;
}

function candidatesOf({ keyInfo, properties }: XmlSignature): readonly Uint8Array[] {
  return [...keyInfo.certificates, ...(properties?.unsigned.certificates ?? [])];
}

/** What is about the certificate stands at it. */
function atKeyInfo(found: PlacedFinding, { keyInfo, element }: XmlSignature): PlacedFinding {
  return { ...found, position: found.position ?? startTagOf(keyInfo.element ?? element) };
}

function stampFindings(
  { signature }: CheckedSignature,
  stamps: readonly JudgedStamp[],
): readonly PlacedFinding[] {
  if (signature.properties?.unsigned.timeStamps.length === 0) {
    return [finding('SIG-TIMESTAMP-NONE', 'information', {}, startTagOf(signature.element))];
  }
  return stamps.flatMap((stamp) => stamp.finding ?? []);
}

function signingTimeOf({ signature, propertiesProven }: CheckedSignature): string | null {
  const text = propertiesProven ? signature.properties?.signingTime?.text : undefined;
  return (text === undefined ? null : parseDateTime(text))?.date.toISOString() ?? null;
}

function referenceReport(digested: DigestedReference): DraftReference {
  const { reference, digest, length } = digested;
  return {
    uri: reference.uri,
    type: reference.type,
    valid: isRight(digested),
    algorithm: reference.digestMethod.uri,
    expectedDigest: Buffer.from(reference.digest).toString('base64'),
    actualDigest: digest && Buffer.from(digest).toString('base64'),
    length: digest && length,
    span: startTagOf(reference.element),
  };
}

/** Unsigned properties by the level they make (TS 101 903 §4.4), the highest first. */
const LEVELS: readonly (readonly [SignatureReport['level'], readonly string[]])[] = [
  ['A', ['ArchiveTimeStamp', 'ArchiveTimeStampV2']],
  ['LT', ['CertificateValues', 'RevocationValues']],
  [
    'X',
    ['SigAndRefsTimeStamp', 'SigAndRefsTimeStampV2', 'RefsOnlyTimeStamp', 'RefsOnlyTimeStampV2'],
  ],
  ['C', ['CompleteCertificateRefs', 'CompleteRevocationRefs', 'CompleteCertificateRefsV2']],
  ['T', ['SignatureTimeStamp']],
];

function levelOf({ properties }: XmlSignature): SignatureReport['level'] {
  if (properties === null) return null;
  const { names } = properties.unsigned;
  const found = LEVELS.find(([, parts]) => parts.some((part) => names.includes(part)));
  return found?.[0] ?? (properties.policy === null ? 'BES' : 'EPES');
}
