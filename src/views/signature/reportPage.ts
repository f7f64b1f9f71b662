import * as l10n from '@vscode/l10n';
import type { DocumentReport, ReferenceReport } from '../../signature/report/report.ts';
import { capitalised, formatMoment } from '../../text/language.ts';
import { documentKindText } from '../../text/verdictWords.ts';
import { digestedReferences } from './digestedReferences.ts';
import { isArchive } from './isArchive.ts';
import type { DocumentPart, Note, PagePlace, ReportPage, Verdict } from './protocol/page.ts';
import { inOrder, findingRow } from './reportRows.ts';
import { signaturePart } from './reportSignature.ts';

/** What the page needs to know of a validation. */
export interface Shown {
  readonly id: string;
  readonly file: string;
  readonly reports: readonly DocumentReport[];
  readonly ofUnsavedText: boolean;
  readonly at: Date;
  readonly holds: boolean;
}

/** The report as the page draws it. */
export function reportPage({ id, file, reports, ofUnsavedText, at, holds }: Shown): ReportPage {
  const documents = reports.map((report) => documentPart(report, digestedReferences(reports)));
  return {
    id,
    file,
    validated: l10n.t('Validated {0}', formatMoment(at)),
    notes: ofUnsavedText ? [unsavedNote()] : [],
    holds,
    documents: isArchive(file) ? documents.map(withoutPlaces) : documents,
  };
}

function unsavedNote(): Note {
  const text = l10n.t(
    'The text of the editor was validated, which is not saved. The file may say something else.',
  );
  return { look: 'info', text };
}

function documentPart(report: DocumentReport, digested: readonly ReferenceReport[]): DocumentPart {
  const { part, kind, signatures } = report;
  return {
    name: part,
    kind: kind === null ? null : capitalised(documentKindText(kind)),
    unsigned: signatures.length === 0 ? unsignedVerdict(report) : null,
    findings: inOrder(report.findings).map(findingRow),
    signatures: signatures.map((signature) => signaturePart(signature, digested)),
  };
}

function withoutPlaces(part: DocumentPart): DocumentPart {
  return {
    ...part,
    findings: part.findings.map(nowhere),
    signatures: part.signatures.map((signature) => ({
      ...nowhere(signature),
      findings: signature.findings.map(nowhere),
      references: signature.references.map(nowhere),
    })),
  };
}

function nowhere<T extends { readonly place: PagePlace | null }>(row: T): T {
  return { ...row, place: null };
}

function unsignedVerdict({ unreadable }: DocumentReport): Verdict {
  return unreadable
    ? {
        look: 'failed',
        word: l10n.t('Not readable'),
        meaning: l10n.t('The file could not be read as a document, so no signature was looked at.'),
        indication: null,
      }
    : {
        look: 'none',
        word: l10n.t('Not signed'),
        meaning: l10n.t('There is no signature in this document.'),
        indication: null,
      };
}
