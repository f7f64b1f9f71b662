import type { DraftSignature } from '../xades/reportSignature.ts';
import { positionsOf } from '../xml/lines.ts';
import type { XmlSource } from '../xml/xmlSource.ts';
import type { Finding, PlacedFinding, Position, Span } from './findings.ts';
import type { DocumentReport, SignatureReport } from './report.ts';

/** A report whose places are bytes still. */
export interface DraftReport extends Omit<DocumentReport, 'findings' | 'signatures'> {
  readonly findings: readonly PlacedFinding[];
  readonly signatures: readonly DraftSignature[];
}

/**
 * Counts the lines of all places of a report in one pass over the document.
 * @param origin the document's first byte in `xml`, where it is part of an envelope.
 */
export function placeReport(draft: DraftReport, xml: XmlSource, origin = 0): DocumentReport {
  const spans = spansOf(draft);
  const moved = spans.map(({ start, end }) => ({ start: start + origin, end: end + origin }));
  const positions = positionsOf(xml, moved);
  const known = new Map(spans.map((span, index) => [span, positions[index] ?? null]));
  const place = (span: Span | null): Position | null => (span && known.get(span)) ?? null;
  return {
    ...draft,
    findings: draft.findings.map((found) => placed(found, place)),
    signatures: draft.signatures.map((signature) => placedSignature(signature, place)),
  };
}

type Place = (span: Span | null) => Position | null;

function spansOf({ findings, signatures }: DraftReport): readonly Span[] {
  const all = [
    ...findings.map(({ position }) => position),
    ...signatures.flatMap((signature) => [
      signature.span,
      ...signature.references.map(({ span }) => span),
      ...signature.findings.map(({ position }) => position),
    ]),
  ];
  return all.filter((span) => span !== null);
}

function placedSignature(draft: DraftSignature, place: Place): SignatureReport {
  const { span, findings, references, ...signature } = draft;
  return {
    ...signature,
    position: place(span),
    findings: findings.map((found) => placed(found, place)),
    references: references.map(({ span: at, ...reference }) => ({
      ...reference,
      position: place(at),
    })),
  };
}

function placed(found: PlacedFinding, place: Place): Finding {
  return { ...found, position: place(found.position) };
}
