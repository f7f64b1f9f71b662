import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { ElementHead } from '../xml/tree.ts';
import { checkProperties, propertiesReference } from './checkProperties.ts';
import type { Checked } from './checkReferences.ts';
import { NOTHING, checkReference, found, isRight, together } from './checkReferences.ts';
import { checkValue } from './checkValue.ts';
import { isCovered } from './coverage.ts';
import type { PassedSignature } from './documentPass.ts';
import { startTagOf } from '../xml/tree.ts';
import type { XmlSignature } from './readSignature.ts';
import type { ProvenSigner } from './signerCertificate.ts';
import { proveSigner } from './signerCertificate.ts';
import type { Verdict } from './verdict.ts';
import { verdictOf } from './verdict.ts';

/** Where a signature stands, and what it should cover there. */
export interface SignaturePlace {
  /** Of the document; the signature itself when it envelops what it signs. */
  readonly root: ElementHead;
  /** Where this kind of document has it, as a readable path; null when it is there. */
  readonly expected: string | null;
  /** Of a counter-signature: the SignatureValue that it has to sign. */
  readonly counters: ElementHead | null;
}

/** A signature by its mathematics, its binding and its place; trust is judged after it. */
export interface CheckedSignature {
  readonly signature: XmlSignature;
  readonly passed: PassedSignature;
  readonly signer: ProvenSigner;
  /** Every digest and the value are right (design of the report). */
  readonly coreValid: boolean;
  /** Signed properties are verified, and may be reported. */
  readonly propertiesProven: boolean;
  /** The document's own bytes are verified, and may be reported. */
  readonly documentProven: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly verdict: Verdict | null;
}

/** Core validation, the signer, the properties, the place (XMLDSig §3.2, XAdES §6, EN 319 102-1 §5.2). */
export function checkSignature(
  signature: XmlSignature,
  passed: PassedSignature,
  place: SignaturePlace,
  now: Date,
): CheckedSignature {
  const { references } = passed;
  const signer = proveSigner(signature, passed.signedInfo);
  const checked = together(
    ...references.map(checkReference),
    checkValue(signature, signer),
    checkProperties(signature, references, signer, now),
    place.counters === null
      ? checkPlace(signature, passed, place)
      : checkCounter(signature, passed, place.counters),
  );
  const isProven = signer.value === 'right';
  const own = propertiesReference(signature, references);
  return {
    signature,
    passed,
    signer,
    coreValid: isProven && references.every(isRight),
    propertiesProven: isProven && own !== null && isRight(own),
    documentProven: isProven && isCovered(signature, references.filter(isRight), place.root),
    findings: checked.findings,
    verdict: verdictOf(checked.reasons),
  };
}

/** Something that is signed has to be the document, and the signature where readers look for it. */
function checkPlace(
  signature: XmlSignature,
  { references }: PassedSignature,
  place: SignaturePlace,
): Checked {
  const at = startTagOf(signature.element);
  return together(
    isCovered(signature, references, place.root)
      ? NOTHING
      : found(finding('SIG-DOCUMENT-UNSIGNED', 'error', {}, at), 'SIG_CONSTRAINTS_FAILURE'),
    place.expected === null
      ? NOTHING
      : found(
          finding('SIG-PLACE', 'error', { expected: place.expected }, at),
          'SIG_CONSTRAINTS_FAILURE',
        ),
  );
}

/** A counter-signature signs the value of the signature that it stands in (XAdES §7.2.4). */
function checkCounter(
  { element }: XmlSignature,
  { references }: PassedSignature,
  counters: ElementHead,
): Checked {
  if (references.some(({ found: [first] }) => first?.start === counters.start)) return NOTHING;
  const uri = references.map(({ reference }) => reference.uri).join(' ');
  const other = finding('SIG-COUNTER-TARGET', 'error', { uri }, startTagOf(element));
  return found(other, 'SIG_CONSTRAINTS_FAILURE');
}
