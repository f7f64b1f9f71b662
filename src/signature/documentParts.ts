import { documentsInEnvelope } from './envelope/documentsInEnvelope.ts';
import { ArchiveError, filesInArchive, isArchive } from './envelope/filesInArchive.ts';
import type { Effort } from './explain/effort.ts';
import { newEffort } from './explain/effort.ts';
import type { Surrounding } from './explain/explainSignature.ts';
import type { PlacedFinding } from './report/findings.ts';
import { finding } from './report/findings.ts';
import type { ReadDocument } from './validateXml.ts';
import { readDocument } from './validateXml.ts';
import type { ByteSource } from './xml/byteSource.ts';
import { memorySource } from './xml/byteSource.ts';
import type { XmlSource } from './xml/xmlSource.ts';
import { openXml } from './xml/xmlSource.ts';
import { XmlError } from './xml/xmlError.ts';

/**
 * One document of a file. `part` names it inside an envelope or archive; null: the file itself.
 * `lines` counts its lines, from the byte `origin` on; null when not even its encoding is known.
 */
export type DocumentPart = {
  readonly part: string | null;
} & (
  | {
      readonly kind: 'xml';
      readonly document: ReadDocument;
      readonly surrounding: Surrounding;
      readonly lines: XmlSource;
      readonly origin: number;
    }
  | {
      readonly kind: 'unreadable';
      readonly finding: PlacedFinding;
      readonly lines: XmlSource | null;
      readonly origin: number;
    }
);

/** The documents of a file: of an XML file, a GİB envelope, a ZIP archive of them, or a CMS. */
export async function* documentParts(source: ByteSource): AsyncIterable<DocumentPart> {
  const effort = newEffort();
  if (!isArchive(source)) {
    yield* partsOf(source, null, effort);
    return;
  }
  try {
    for (const { name, content } of await filesInArchive(source)) {
      // An archive inside an archive is not looked into: it is no XML.
      yield* partsOf(memorySource(content), name, effort);
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    yield unreadable(null, finding('XML-ARCHIVE', 'error', { problem: error.problem }));
  }
}

function* partsOf(source: ByteSource, part: string | null, effort: Effort): Iterable<DocumentPart> {
  let xml: XmlSource | null = null;
  try {
    xml = openXml(source);
    const document = readDocument(xml);
    if (document.kind === 'envelope') {
      yield* partsOfEnvelope({ source, xml, document, part }, effort);
    } else {
      const surrounding: Surrounding = { xml, size: source.size, envelope: null, effort };
      yield { kind: 'xml', part, document, surrounding, lines: xml, origin: 0 };
    }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    yield unreadable(part, notXml(error), xml);
  }
}

interface Envelope {
  readonly source: ByteSource;
  readonly xml: XmlSource;
  readonly document: ReadDocument;
  /** In an archive: its name there. */
  readonly part: string | null;
}

/** Each document is read alone; its places are told in the envelope's lines. */
function* partsOfEnvelope(
  { source, xml: envelope, document: { index }, part: around }: Envelope,
  effort: Effort,
): Iterable<DocumentPart> {
  const documents = documentsInEnvelope(source, envelope, index);
  if (documents.length === 0) yield unreadable(around, finding('XML-ENVELOPE-EMPTY', 'error', {}));
  for (const { name, bytes, start: origin } of documents) {
    const part = around === null ? name : `${around} › ${name}`;
    try {
      const xml = openXml(bytes);
      const place = { xml: envelope, start: origin };
      const surrounding: Surrounding = { xml, size: bytes.size, envelope: place, effort };
      yield {
        kind: 'xml',
        part,
        document: readDocument(xml),
        surrounding,
        lines: envelope,
        origin,
      };
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      yield unreadable(part, notXml(error), envelope, origin);
    }
  }
}

/** What cannot be read, or not to its end. */
export function notXml({ problem, detail, offset }: XmlError): PlacedFinding {
  const at = { start: offset, end: offset + 1 };
  return finding('XML-UNREADABLE', 'error', { problem, detail }, at);
}

function unreadable(
  part: string | null,
  found: PlacedFinding,
  lines: XmlSource | null = null,
  origin = 0,
): DocumentPart {
  return { kind: 'unreadable', part, finding: found, lines, origin };
}
