import { documentKind } from '../../gib/documentKind.ts';
import { signaturePlace } from '../../gib/signaturePlace.ts';
import type { DocumentKind } from '../../report/report.ts';
import { ancestorsOf, isSignature } from '../findSignatures.ts';
import { isSkeleton } from '../readSignature.ts';
import type { DocumentIndex, KeptElement } from '../../xml/documentIndex.ts';
import { indexDocument } from '../../xml/documentIndex.ts';
import { CAC, CBC, E_ARSIV, EXT, OAGIS } from '../../xml/namespaces.ts';
import type { ElementHead, XmlElement } from '../../xml/tree.ts';
import { childrenOf, plainText } from '../../xml/tree.ts';
import type { XmlSource } from '../../xml/xmlSource.ts';

/** A ds:Signature in a document; those inside another one do not count. */
export interface FoundSignature {
  readonly element: XmlElement;
  /** Ancestors, root first. */
  readonly path: readonly ElementHead[];
  /** It has no value: somebody left it as a place for one. */
  readonly isSkeleton: boolean;
}

/** What has to be known of a document to sign it. */
export interface ExaminedDocument {
  readonly kind: DocumentKind;
  readonly index: DocumentIndex;
  readonly signatures: readonly FoundSignature[];
  /** The Id that cac:Signature gives the signature; null when there is none. */
  readonly namedId: string | null;
}

/** Elements below the root that can be around a signature, or that say something about it. */
const PARTS = new Set([
  `${EXT} UBLExtensions`,
  `${CAC} Signature`,
  `${CAC} AccountingSupplierParty`,
  `${CAC} SenderParty`,
  `${CAC} DespatchSupplierParty`,
  `${CAC} DeliveryCustomerParty`,
  `${E_ARSIV} baslik`,
  `${OAGIS} ApplicationArea`,
]);

/** One pass over the document. Throws `XmlError`. */
export function examineDocument(xml: XmlSource): ExaminedDocument {
  const index = indexDocument(xml, (path) => {
    const last = path.at(-1);
    if (last === undefined) return false;
    if (isSignature(last)) return true;
    return path.length === 2 && PARTS.has(`${last.namespace} ${last.localName}`);
  });
  return {
    kind: documentKind(index.root),
    index,
    signatures: index.kept.flatMap(signaturesIn),
    namedId: namedIdIn(index),
  };
}

/** The first child of the root with that name. */
export function partOf(
  { index }: Pick<ExaminedDocument, 'index'>,
  namespace: string,
  localName: string,
): KeptElement | null {
  const found = index.kept.find(
    ({ element, path }) =>
      path.length === 1 && element.namespace === namespace && element.localName === localName,
  );
  return found ?? null;
}

/** Without recursion, since documents of others may be nested without end. */
function signaturesIn({ element: top, path }: KeptElement): FoundSignature[] {
  const found: FoundSignature[] = [];
  const open = [top];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isSignature(next)) {
      const around = [...path, ...ancestorsOf(next)];
      found.push({ element: next, path: around, isSkeleton: isSkeleton(next) });
    } else {
      open.push(...next.children.filter((child) => child.kind === 'element').reverse());
    }
  }
  return found;
}

function namedIdIn(index: DocumentIndex): string | null {
  const party = partOf({ index }, CAC, 'Signature');
  let elements = party === null ? [] : [party.element];
  for (const name of ['DigitalSignatureAttachment', 'ExternalReference']) {
    elements = elements.flatMap((element) => childrenOf(element, CAC, name));
  }
  const [uri] = elements.flatMap((element) => childrenOf(element, CBC, 'URI'));
  const text = uri === undefined ? null : plainText(uri);
  return text?.trim().startsWith('#') === true ? text.trim().slice(1) : null;
}

/** Is it a document of UBL, whose signature is in an extension? */
export function isUbl(kind: DocumentKind): boolean {
  return signaturePlace(kind)?.below[0]?.namespace === EXT;
}
