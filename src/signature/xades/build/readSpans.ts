import type { Span } from '../../report/findings.ts';
import type { XmlSource } from '../../xml/xmlSource.ts';

/** What is written there, in one pass that ends with the last of them. They may overlap. */
export function readSpans(xml: XmlSource, spans: readonly Span[]): readonly string[] {
  const parts: Uint8Array[][] = spans.map(() => []);
  const last = Math.max(0, ...spans.map(({ end }) => end));
  let at = 0;
  for (const piece of xml.pieces()) {
    if (at >= last) break;
    for (const [i, { start, end }] of spans.entries()) {
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, piece.length)];
      if (from < to) parts[i]?.push(piece.slice(from, to));
    }
    at += piece.length;
  }
  return parts.map((pieces) => Buffer.concat(pieces).toString('utf8'));
}
