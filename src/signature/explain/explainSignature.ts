import { createHash } from 'node:crypto';
import type { DigestCause } from '../report/digestCause.ts';
import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { HashName } from '../xades/algorithms.ts';
import { digestByUri, signatureMethodByUri, uriOfDigest } from '../xades/algorithms.ts';
import { isRight } from '../xades/checkReferences.ts';
import type { CheckedSignature } from '../xades/checkSignature.ts';
import type { DigestedReference } from '../xades/documentPass.ts';
import { canonicalizationOf, partOf } from '../xades/documentPass.ts';
import { startTagOf } from '../xades/formatError.ts';
import { keyOfCertificate, verifiedForm } from '../xades/signatureValue.ts';
import type { XmlSource } from '../xml/xmlSource.ts';
import { bytesOfText } from './canonicalText.ts';
import type { Question } from './explain.ts';
import { LARGEST_EXPLAINED, canonicalText, explain } from './explain.ts';
import type { Hypothesis } from './hypothesis.ts';

/** The document that is asked about, and the envelope in which it was found. */
export interface Surrounding {
  readonly xml: XmlSource;
  readonly envelope: NonNullable<Question['envelope']> | null;
}

const HASHES: readonly HashName[] = ['sha256', 'sha1', 'sha384', 'sha512', 'sha224'];

/**
 * Why digests and value of a signature are not what the document gives: each culprit that makes one
 * right becomes a finding beside the one that says it is wrong.
 */
export function explainSignature(
  checked: CheckedSignature,
  surrounding: Surrounding,
): readonly PlacedFinding[] {
  const { passed, signer } = checked;
  const wrong = passed.references.filter((it) => it.digest !== null && !isRight(it));
  return [
    ...wrong.flatMap((reference) => explained(reference, checked, surrounding)),
    ...(signer.value === 'wrong' ? explainedValue(checked, surrounding) : []),
  ];
}

function explained(
  digested: DigestedReference,
  checked: CheckedSignature,
  surrounding: Surrounding,
): readonly PlacedFinding[] {
  const { uri, element } = digested.reference;
  const found = explainReference(digested, checked, surrounding);
  return (found?.causes ?? []).map((cause) =>
    finding('SIG-DIGEST-CAUSE', 'information', { uri, cause }, startTagOf(element)),
  );
}

/** What was digested in the place of what is there; null when nothing that was tried fits. */
export function explainReference(
  { reference }: DigestedReference,
  { signature }: CheckedSignature,
  { xml, envelope }: Surrounding,
): Hypothesis | null {
  const part = partOf(reference, signature);
  const hash = digestByUri(reference.digestMethod.uri);
  if (part === null || hash === null) return null;
  const expected = Buffer.from(reference.digest);
  const isPart = reference.target.kind === 'id';
  const found =
    otherAlgorithm(hash, expected, canonicalText(xml, part)) ??
    explain({
      xml,
      part,
      isRight: (text) => digestOf(hash, text).equals(expected),
      envelope: isPart ? null : envelope,
    });
  return found && isPart ? outOfContext(found) : found;
}

function otherAlgorithm(named: HashName, expected: Buffer, text: string): Hypothesis | null {
  const used = HASHES.find((name) => name !== named && digestOf(name, text).equals(expected));
  return used === undefined
    ? null
    : { causes: [{ kind: 'algorithm', used: uriOfDigest(used) }], text };
}

function digestOf(name: HashName, text: string): Buffer {
  return createHash(name).update(text, 'latin1').digest();
}

/** Several namespaces too many around a part: it was made canonical alone, as a document. */
function outOfContext(found: Hypothesis): Hypothesis {
  const isContext = (cause: DigestCause) =>
    (cause.kind === 'namespace' && cause.added && found.causes.length > 1) ||
    (cause.kind === 'canonicalization' && cause.used.includes('exc-c14n'));
  if (!found.causes.every(isContext)) return found;
  return { ...found, causes: [{ kind: 'out-of-context' }] };
}

function explainedValue(
  { signature, signer, passed }: CheckedSignature,
  { xml }: Surrounding,
): readonly PlacedFinding[] {
  const method = signatureMethodByUri(signature.method.uri);
  const c14n = canonicalizationOf(signature);
  const key = signer.certificate && keyOfCertificate(signer.certificate);
  if (!method || !c14n || !key || (passed.signedInfo?.length ?? 0) > LARGEST_EXPLAINED) return [];
  const found = explain({
    xml,
    part: { what: { start: signature.signedInfo.start }, without: [], method: c14n },
    isRight: (text) => verifiedForm(method, key, bytesOfText(text), signature.value.bytes) !== null,
  });
  const at = startTagOf(signature.value.element);
  return (found?.causes ?? []).map((cause) =>
    finding('SIG-VALUE-CAUSE', 'information', { cause }, at),
  );
}
