import { documentKind } from '../../../../src/signature/gib/documentKind.ts';
import { keepForGib } from '../../../../src/signature/gib/keep.ts';
import { partyFindings } from '../../../../src/signature/gib/party.ts';
import { gibFindings } from '../../../../src/signature/gib/rules.ts';
import type { PlacedFinding } from '../../../../src/signature/report/findings.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import { indexDocument, type DocumentIndex } from '../../../../src/signature/xml/documentIndex.ts';
import { DS } from '../../../../src/signature/xml/namespaces.ts';
import type { ElementHead } from '../../../../src/signature/xml/tree.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';

/** What the rules of GİB say of a document, in document order. */
export function findingsOf(document: string | Uint8Array): readonly PlacedFinding[] {
  const index = indexOf(document);
  const signatures = index.kept.filter(({ element }) => isSignature(element));
  return gibFindings(documentKind(index.root), index, signatures);
}

/** The codes alone, those of one severity when it is given. */
export function codesOf(document: string | Uint8Array, severity?: string): readonly string[] {
  return findingsOf(document)
    .filter((finding) => severity === undefined || finding.severity === severity)
    .map(({ code }) => code);
}

/** What is said of the document's sender when this one signed it. */
export function partyFindingsOf(document: string, signer: string): readonly PlacedFinding[] {
  const index = indexOf(document);
  return partyFindings(documentKind(index.root), index, signer);
}

/** A pass over the document in which signatures are kept, and what the rules look at. */
export function indexOf(document: string | Uint8Array): DocumentIndex {
  const source = openXml(memorySource(bytesOf(document)));
  return indexDocument(source, (path) => isSignature(path.at(-1)) || keepForGib(path));
}

function isSignature(element: ElementHead | undefined): boolean {
  return element?.namespace === DS && element.localName === 'Signature';
}

function bytesOf(document: string | Uint8Array): Uint8Array {
  return typeof document === 'string' ? Buffer.from(document, 'utf8') : document;
}
