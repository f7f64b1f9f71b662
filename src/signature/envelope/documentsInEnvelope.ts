import type { ByteSource } from '../xml/byteSource.ts';
import { memorySource } from '../xml/byteSource.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { SBDH } from '../xml/namespaces.ts';
import type { ElementHead } from '../xml/tree.ts';
import type { XmlSource } from '../xml/xmlSource.ts';

/** A document inside an envelope, which is verified alone, from its own bytes. */
export interface EnvelopedDocument {
  /** Its root element and its number in the envelope. */
  readonly name: string;
  readonly bytes: ByteSource;
  /** Where it begins in the envelope. */
  readonly start: number;
}

const BYTE_ORDER_MARK_BYTES = 3;

export function isEnvelope({ namespace, localName }: ElementHead): boolean {
  return namespace === SBDH && localName === 'StandardBusinessDocument';
}

/** Is it one of the documents of an envelope: an element of its ElementList? */
export function isEnveloped(path: readonly ElementHead[]): boolean {
  const [root] = path;
  return root !== undefined && isEnvelope(root) && path.at(-2)?.localName === 'ElementList';
}

/** The documents of an envelope whose index has kept their heads. */
export function documentsInEnvelope(
  source: ByteSource,
  xml: XmlSource,
  { kept }: DocumentIndex,
): readonly EnvelopedDocument[] {
  const content = inUtf8(source, xml);
  return kept.map(({ element: { localName, start, end } }, index) => ({
    name: `${localName} ${index + 1}`,
    bytes: content.slice(start, end),
    start,
  }));
}

/** The bytes that offsets count: the file's own where it is in UTF-8. */
function inUtf8(source: ByteSource, xml: XmlSource): ByteSource {
  if (xml.encoding !== 'utf-8') {
    return memorySource(Buffer.concat([...xml.pieces()].map((piece) => Uint8Array.from(piece))));
  }
  return xml.hasByteOrderMark ? source.slice(BYTE_ORDER_MARK_BYTES, source.size) : source;
}
