import { EXT, OAGIS } from '../../xml/namespaces.ts';
import { childrenOf } from '../../xml/tree.ts';
import type { ExaminedDocument } from './examineDocument.ts';
import { isUbl, partOf } from './examineDocument.ts';
import type { Place } from './place.ts';
import { placeIn } from './place.ts';
import { namesIn } from './ublNames.ts';

/**
 * Makes room where the elements around a signature are missing, in the order of the schemas. Null:
 * the document is no such document, or too much is missing.
 */
export function addPlace(document: ExaminedDocument, indent: string): Place | null {
  if (isUbl(document.kind)) return addExtension(document, indent);
  return document.kind === 'user-account' ? addSignatureElement(document, indent) : null;
}

/** ext:UBLExtensions is the first child of the root; beside others a further ext:UBLExtension. */
function addExtension(document: ExaminedDocument, indent: string): Place {
  const { index } = document;
  const extensions = partOf(document, EXT, 'UBLExtensions');
  const names = namesIn(index, { [EXT]: 'ext' });
  const start = (localName: string) => `<${names.of(EXT, localName)}>`;
  const inner = [start('UBLExtension'), start('ExtensionContent')];
  if (extensions !== null) return placeIn(extensions.path, extensions.element, 'last', inner);
  const { root, rootContentEnd: contentEnd, rootEnd: end } = index;
  const outer = `<${names.of(EXT, 'UBLExtensions')}${names.declarations}>`;
  return indented(placeIn([], { ...root, contentEnd, end }, 'first', [outer, ...inner]), indent);
}

/** oa:Signature follows oa:CreationDateTime (OAGIS 9, ApplicationAreaType). */
function addSignatureElement(document: ExaminedDocument, indent: string): Place | null {
  const area = partOf(document, OAGIS, 'ApplicationArea');
  const [time] = area === null ? [] : childrenOf(area.element, OAGIS, 'CreationDateTime');
  if (area === null || time === undefined) return null;
  const names = namesIn(document.index, { [OAGIS]: 'oa' });
  const tag = `<${names.of(OAGIS, 'Signature')}${names.declarations}>`;
  const at = { ...area.element, contentStart: time.end };
  const place = placeIn(area.path, at, 'first', [tag]);
  return indented(
    { ...place, path: [...area.path, area.element] },
    indent + indent.replace(/^[\r\n]+/, ''),
  );
}

/** On a line of its own, where the document has lines. */
function indented(place: Place, indent: string): Place {
  return { ...place, before: place.before.replace('<', `${indent}<`) };
}
