import { isCms } from './cades/isCms.ts';
import { LARGEST_ARMOURED, validateCms } from './cades/validateCms.ts';
import type { DocumentPart } from './documentParts.ts';
import { documentParts, notXml } from './documentParts.ts';
import { placeReport } from './report/placeReport.ts';
import type { DocumentReport } from './report/report.ts';
import { validateXml } from './validateXml.ts';
import type { Circumstances } from './trust/judgedReport.ts';
import type { ByteSource } from './xml/byteSource.ts';
import { bytesOf } from './xml/byteSource.ts';
import { XmlError } from './xml/xmlError.ts';

export interface ValidationRequest extends Circumstances {
  /** As the report names it. */
  readonly file: string;
  /** What a detached CMS signs. */
  readonly detachedContent?: ByteSource | undefined;
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
  if (isCms(source)) {
    // One byte more than is read shows that there is more.
    const bytes = bytesOf(source.slice(0, LARGEST_ARMOURED + 1));
    return [await validateCms(bytes, request)];
  }
  const reports: DocumentReport[] = [];
  for await (const part of documentParts(source)) reports.push(await validatePart(part, request));
  return reports;
}

async function validatePart(
  found: DocumentPart,
  request: ValidationRequest,
): Promise<DocumentReport> {
  const { part } = found;
  const { file } = request;
  if (found.kind === 'unreadable') {
    const draft = { file, part, kind: null, unreadable: true, signatures: [] };
    if (found.lines === null) return { ...draft, findings: [{ ...found.finding, position: null }] };
    return placeReport({ ...draft, findings: [found.finding] }, found.lines, found.origin);
  }
  const { document, surrounding, lines, origin } = found;
  try {
    const draft = await validateXml(document, surrounding, request);
    return placeReport({ ...draft, file, part }, lines, origin);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    // Its canonical forms are beyond all limits.
    const draft = { file, part, kind: null, unreadable: true, signatures: [] };
    return placeReport({ ...draft, findings: [notXml(error)] }, lines, origin);
  }
}
