import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { SubIndication } from '../report/report.ts';
import { digestByUri, isStrongHash } from './algorithms.ts';
import type { DigestedReference } from './documentPass.ts';
import { startTagOf } from '../xml/tree.ts';

/** What was found about one part of a signature, and what it means for the verdict. */
export interface Checked {
  readonly findings: readonly PlacedFinding[];
  readonly reasons: readonly SubIndication[];
}

export const NOTHING: Checked = { findings: [], reasons: [] };

/** All of them, in their order. */
export function together(...parts: readonly Checked[]): Checked {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    reasons: parts.flatMap(({ reasons }) => reasons),
  };
}

/** One finding, and what it means for the verdict, if anything. */
export function found(what: PlacedFinding, reason?: SubIndication): Checked {
  return { findings: [what], reasons: reason === undefined ? [] : [reason] };
}

/** Is the digest there, of one thing, and the one that the document gives? */
export function isRight({ reference, found: elements, digest }: DigestedReference): boolean {
  const isOne = reference.target.kind === 'document' || elements.length === 1;
  return isOne && digest !== null && Buffer.compare(digest, reference.digest) === 0;
}

/** Core validation of one reference (XMLDSig 1.1 §3.2.1): the first thing that stands in its way. */
export function checkReference(digested: DigestedReference): Checked {
  const { reference, found: elements } = digested;
  const { uri, target, processing } = reference;
  const at = startTagOf(reference.element);
  if (target.kind === 'external') {
    return found(finding('SIG-REFERENCE-EXTERNAL', 'error', { uri }, at), 'SIGNED_DATA_NOT_FOUND');
  }
  if (processing.kind === 'refused') {
    const algorithm = processing.transform.uri;
    const where = startTagOf(processing.transform.element);
    return found(finding('SIG-TRANSFORM', 'error', { algorithm, uri }, where), 'FORMAT_FAILURE');
  }
  if (elements.length === 0) {
    return found(finding('SIG-REFERENCE-MISSING', 'error', { uri }, at), 'SIGNED_DATA_NOT_FOUND');
  }
  const [, second] = elements;
  if (target.kind === 'id' && second !== undefined) {
    const twice = finding('XML-DUPLICATE-ID', 'error', { id: target.id }, startTagOf(second));
    return found(twice, 'FORMAT_FAILURE');
  }
  return checkDigest(digested);
}

function checkDigest(digested: DigestedReference): Checked {
  const { reference, digest } = digested;
  const algorithm = reference.digestMethod.uri;
  const at = startTagOf(reference.digestMethod.element);
  const name = digestByUri(algorithm);
  if (name === null || digest === null) {
    const unknown = finding('SIG-ALGORITHM', 'error', { algorithm, use: 'digest' }, at);
    return found(unknown, 'CRYPTO_CONSTRAINTS_FAILURE');
  }
  const weak = isStrongHash(name)
    ? NOTHING
    : found(
        finding('SIG-ALGORITHM-WEAK', 'error', { algorithm, use: 'digest' }, at),
        'CRYPTO_CONSTRAINTS_FAILURE',
      );
  if (isRight(digested)) return weak;
  const expected = Buffer.from(reference.digest).toString('base64');
  const actual = Buffer.from(digest).toString('base64');
  const data = { uri: reference.uri, algorithm, expected, actual };
  const differs = finding('SIG-DIGEST', 'error', data, startTagOf(reference.element));
  return together(found(differs, 'HASH_FAILURE'), weak);
}
