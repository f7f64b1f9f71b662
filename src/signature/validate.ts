import { documentsInEnvelope } from './envelope/documentsInEnvelope.ts';
import { ArchiveError, filesInArchive, isArchive } from './envelope/filesInArchive.ts';
import type { Surrounding } from './explain/explainSignature.ts';
import type { PlacedFinding } from './report/findings.ts';
import { finding } from './report/findings.ts';
import { placeReport } from './report/placeReport.ts';
import type { DocumentReport } from './report/report.ts';
import { readDocument, validateXml } from './validateXml.ts';
import type { Circumstances } from './xades/reportSignature.ts';
import type { ByteSource } from './xml/byteSource.ts';
import { memorySource } from './xml/byteSource.ts';
import type { XmlSource } from './xml/xmlSource.ts';
import { openXml } from './xml/xmlSource.ts';
import { XmlError } from './xml/xmlError.ts';

export interface ValidationRequest extends Circumstances {
  /** As the report names it. */
  readonly file: string;
  /** What a detached CMS signs. */
  readonly detachedContent?: ByteSource;
}

/**
 * Validates whatever a file holds: an XML document, a GİB envelope with documents inside, plain or in
 * a ZIP archive, or a CMS.
 * @returns one report for each document; what cannot be read as one says why.
 * @throws `file/…` for a file that cannot be read from its place.
 */
export async function validateDocument(
  source: ByteSource,
  request: ValidationRequest,
): Promise<readonly DocumentReport[]> {
  if (!isArchive(source)) return validatePart(source, null, request);
  const reports: DocumentReport[] = [];
  try {
    for (const { name, content } of await filesInArchive(source)) {
      reports.push(...(await validatePart(memorySource(content), name, request)));
    }
    return reports;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const { problem } = error;
    return [unreadable(finding('XML-ARCHIVE', 'error', { problem }), null, null, request)];
  }
}

/** An archive inside an archive is not looked into: it is no XML. */
async function validatePart(
  source: ByteSource,
  part: string | null,
  request: ValidationRequest,
): Promise<readonly DocumentReport[]> {
  const opened = tried(() => openXml(source));
  if (opened instanceof XmlError) return [unreadable(notXml(opened), null, part, request)];
  const document = tried(() => readDocument(opened));
  if (document instanceof XmlError) return [unreadable(notXml(document), opened, part, request)];
  if (document.kind !== 'envelope') {
    const draft = await validateXml(document, { xml: opened, envelope: null }, request);
    return [placeReport({ ...draft, file: request.file, part }, opened)];
  }
  const reports: DocumentReport[] = [];
  for (const { name, bytes, start } of documentsInEnvelope(source, opened, document.index)) {
    const label = part === null ? name : `${part} › ${name}`;
    reports.push(await validateEnveloped(bytes, { xml: opened, start }, label, request));
  }
  if (reports.length > 0) return reports;
  return [unreadable(finding('XML-ENVELOPE-EMPTY', 'error', {}), null, part, request)];
}

/** A document of an envelope is verified alone; its places are told in the envelope's lines. */
async function validateEnveloped(
  bytes: ByteSource,
  envelope: NonNullable<Surrounding['envelope']>,
  part: string,
  request: ValidationRequest,
): Promise<DocumentReport> {
  const inner = tried(() => {
    const xml = openXml(bytes);
    return { xml, document: readDocument(xml) };
  });
  if (inner instanceof XmlError) {
    return unreadable(notXml(inner), envelope.xml, part, request, envelope.start);
  }
  const { xml, document } = inner;
  const draft = await validateXml(document, { xml, envelope }, request);
  return placeReport({ ...draft, file: request.file, part }, envelope.xml, envelope.start);
}

function tried<T>(read: () => T): T | XmlError {
  try {
    return read();
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
}

function notXml({ problem, detail, offset }: XmlError): PlacedFinding {
  return finding(
    'XML-UNREADABLE',
    'error',
    { problem, detail },
    { start: offset, end: offset + 1 },
  );
}

/** @param xml null when lines cannot be counted: not even its encoding is known. */
function unreadable(
  found: PlacedFinding,
  xml: XmlSource | null,
  part: string | null,
  { file }: ValidationRequest,
  origin = 0,
): DocumentReport {
  const draft = { file, part, kind: null, unreadable: true, signatures: [] };
  if (xml === null) return { ...draft, findings: [{ ...found, position: null }] };
  return placeReport({ ...draft, findings: [found] }, xml, origin);
}
