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
import { startTagOf } from '../xml/tree.ts';
import { keyOfCertificate, verifiedForm } from '../xades/signatureValue.ts';
import type { XmlSource } from '../xml/xmlSource.ts';
import { DS, XADES_132, XADES_141 } from '../xml/namespaces.ts';
import { bytesOfText, startTagOfToken, tokensOf } from './canonicalText.ts';
import type { Effort } from './effort.ts';
import { spend } from './effort.ts';
import { explain } from './explain.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Place } from './otherProcessing.ts';
import { canonicalTexts } from './otherProcessing.ts';

/** The document that is asked about, and the envelope in which it was found. */
export interface Surrounding {
  readonly xml: XmlSource;
  /** Bytes of the document. */
  readonly size: number;
  readonly envelope: Place['envelope'];
  /** For the explanations of all documents of the file. */
  readonly effort: Effort;
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
  { xml, size, envelope, effort }: Surrounding,
): Hypothesis | null {
  const part = partOf(reference, signature);
  const hash = digestByUri(reference.digestMethod.uri);
  if (part === null || hash === null) return null;
  const expected = Buffer.from(reference.digest);
  const isDocument = reference.target.kind === 'document';
  const place: Place = { xml, size, part, signature: signature.element, isDocument, envelope };
  const isRight = (text: string) => digestOf(hash, text).equals(expected);
  const found =
    otherAlgorithm(hash, expected, place, effort) ??
    explain({ ...place, isRight, costOfAsking: 0 }, effort);
  return found && !isDocument ? outOfContext(found) : found;
}

function otherAlgorithm(
  named: HashName,
  expected: Buffer,
  { xml, size, part }: Place,
  effort: Effort,
): Hypothesis | null {
  if (!spend(effort, size)) return null;
  const [text] = canonicalTexts(xml, [part]);
  if (text === null || text === undefined) return null;
  const used = HASHES.find((name) => name !== named && digestOf(name, text).equals(expected));
  return used === undefined
    ? null
    : { causes: [{ kind: 'algorithm', used: uriOfDigest(used) }], text };
}

function digestOf(name: HashName, text: string): Buffer {
  return createHash(name).update(text, 'latin1').digest();
}

/** What a signature declares for its own parts. */
const OWN: readonly string[] = [DS, XADES_132, XADES_141];

/** None of the namespaces around a part was there: it was made canonical alone, as a document. */
function outOfContext(found: Hypothesis): Hypothesis {
  const isContext = ({ kind }: DigestCause) => kind === 'namespace' || kind === 'canonicalization';
  const top = startTagOfToken(tokensOf(found.text)[0] ?? '');
  const isAlone = top.namespaces.every(({ value }) => OWN.includes(value));
  if (!isAlone || !found.causes.every(isContext)) return found;
  return { ...found, causes: [{ kind: 'out-of-context' }] };
}

/** Checking a value takes as long as digesting so many characters. */
const COST_OF_VALUE = 256 * 1024;

function explainedValue(
  { signature, signer }: CheckedSignature,
  { xml, size, effort }: Surrounding,
): readonly PlacedFinding[] {
  const method = signatureMethodByUri(signature.method.uri);
  const c14n = canonicalizationOf(signature);
  const key = signer.certificate && keyOfCertificate(signer.certificate);
  if (!method || !c14n || !key) return [];
  const part = { what: { start: signature.signedInfo.start }, without: [], method: c14n };
  const place: Place = {
    xml,
    size,
    part,
    signature: signature.element,
    isDocument: false,
    envelope: null,
  };
  const isRight = (text: string) =>
    verifiedForm(method, key, bytesOfText(text), signature.value.bytes) !== null;
  const found = explain({ ...place, isRight, costOfAsking: COST_OF_VALUE }, effort);
  const at = startTagOf(signature.value.element);
  return (found?.causes ?? []).map((cause) =>
    finding('SIG-VALUE-CAUSE', 'information', { cause }, at),
  );
}
