import type { DocumentPart } from './documentParts.ts';
import { documentParts } from './documentParts.ts';
import type { Surrounding } from './explain/explainSignature.ts';
import { explainReference } from './explain/explainSignature.ts';
import { bytesOfText } from './explain/canonicalText.ts';
import type { DigestCause } from './report/digestCause.ts';
import { checkDocument } from './validateXml.ts';
import { isRight } from './xades/checkReferences.ts';
import type { CheckedSignature } from './xades/checkSignature.ts';
import type { DigestedReference } from './xades/documentPass.ts';
import { partOf } from './xades/documentPass.ts';
import type { ByteSource } from './xml/byteSource.ts';
import { canonicalize } from './xml/canonicalize.ts';

/** The bytes that a reference digests, and those that were digested when it was signed. */
export interface CanonicalForm {
  /** As the report names the document. */
  readonly part: string | null;
  readonly signatureId: string | null;
  readonly uri: string;
  readonly valid: boolean;
  /** UTF-8. */
  readonly actual: Uint8Array;
  /** What was signed, when it was found out; null when it is the same or nobody knows. */
  readonly expected: Uint8Array | null;
  readonly causes: readonly DigestCause[];
}

/** Larger forms are not handed out whole. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The canonical forms of all references of all XML signatures in a file, in the order of its report
 * (XMLDSig 1.1 §4.4.3). References that digest nothing are left out, and forms above 64 MiB.
 */
export async function canonicalForms(source: ByteSource): Promise<readonly CanonicalForm[]> {
  const forms: CanonicalForm[] = [];
  for await (const part of documentParts(source)) {
    if (part.kind === 'xml') forms.push(...formsOf(part));
  }
  return forms;
}

function formsOf({
  part,
  document,
  surrounding,
}: Extract<DocumentPart, { kind: 'xml' }>): readonly CanonicalForm[] {
  const checked = checkDocument(document, surrounding, new Date());
  return document.signatures.flatMap((found) => {
    const signature = checked.get(found);
    if (signature === undefined) return [];
    return signature.passed.references.flatMap((reference) => {
      const form = formOf(reference, signature, surrounding);
      return form === null ? [] : [{ part, ...form }];
    });
  });
}

function formOf(
  digested: DigestedReference,
  checked: CheckedSignature,
  surrounding: Surrounding,
): Omit<CanonicalForm, 'part'> | null {
  const part = partOf(digested.reference, checked.signature);
  if (part === null || digested.digest === null || digested.length > LARGEST) return null;
  const pieces: Uint8Array[] = [];
  const sink = (bytes: Uint8Array): void => void pieces.push(Uint8Array.from(bytes));
  canonicalize(surrounding.xml, [{ ...part, sink }]);
  const valid = isRight(digested);
  const before = valid ? null : explainReference(digested, checked, surrounding);
  return {
    signatureId: checked.signature.id,
    uri: digested.reference.uri,
    valid,
    actual: new Uint8Array(Buffer.concat(pieces)),
    expected: before && bytesOfText(before.text),
    causes: before?.causes ?? [],
  };
}
