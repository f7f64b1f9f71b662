import { MuhurError } from '../../../errors.ts';
import { signaturePlace } from '../../gib/signaturePlace.ts';
import { E_ARSIV, EXT, OAGIS } from '../../xml/namespaces.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { childrenOf } from '../../xml/tree.ts';
import type { ExaminedDocument, FoundSignature } from './examineDocument.ts';
import { partOf } from './examineDocument.ts';
import type { Place } from './place.ts';
import { placeIn, placeOf } from './place.ts';

/** What a schema editor puts where an extension can be; it says so itself. */
const PLACEHOLDER = 'auto-generated_for_wildcard';

/**
 * Where the signature goes: in the place of the one that is replaced or was left empty, or else
 * where its kind of document has it. Null: the elements around that place are missing.
 */
export function findPlace(
  document: ExaminedDocument,
  replaced: FoundSignature | null,
): Place | null {
  const { kind, signatures } = document;
  const left = signatures.find(
    ({ isSkeleton, path }) => isSkeleton && (signaturePlace(kind)?.isInPlace(path) ?? true),
  );
  const given = replaced ?? left ?? null;
  if (given !== null) return placeOf(given.path, given.element);
  switch (kind) {
    case 'envelope':
    case 'cms':
      throw new MuhurError('document/envelope', {});
    case 'e-archive-report':
      return inReport(document);
    case 'user-account':
      return inApplicationArea(document);
    case 'ledger':
    case 'ledger-berat':
    case 'other-xml':
      return atTheEnd(document);
    default:
      return inExtension(document);
  }
}

function inReport(document: ExaminedDocument): Place | null {
  const header = partOf(document, E_ARSIV, 'baslik');
  return header && placeIn(header.path, header.element, 'last');
}

function inApplicationArea(document: ExaminedDocument): Place | null {
  const area = partOf(document, OAGIS, 'ApplicationArea');
  const [signature] = area === null ? [] : childrenOf(area.element, OAGIS, 'Signature');
  if (area === null || signature === undefined) return null;
  return placeIn([...area.path, area.element], signature, 'first');
}

function atTheEnd({ index }: ExaminedDocument): Place {
  const { root, rootContentEnd: contentEnd, rootEnd: end } = index;
  return placeIn([], { ...root, contentEnd, end }, 'last');
}

/** The first ext:ExtensionContent that holds nothing, or a schema editor's placeholder. */
function inExtension(document: ExaminedDocument): Place | null {
  const extensions = partOf(document, EXT, 'UBLExtensions');
  if (extensions === null) return null;
  for (const extension of childrenOf(extensions.element, EXT, 'UBLExtension')) {
    for (const content of childrenOf(extension, EXT, 'ExtensionContent')) {
      const around = [...extensions.path, extensions.element, extension];
      const inner = content.children.filter((child) => child.kind === 'element');
      const [only] = inner;
      if (only === undefined) return placeIn(around, content, 'first');
      if (inner.length === 1 && isPlaceholder(only)) return placeOf([...around, content], only);
    }
  }
  return null;
}

function isPlaceholder({ localName, children }: XmlElement): boolean {
  return localName === PLACEHOLDER && children.length === 0;
}
