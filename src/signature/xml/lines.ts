import { CR, LF } from './characters.ts';
import type { Position, Span } from '../report/findings.ts';
import { XmlError } from './xmlError.ts';
import type { XmlSource } from './xmlSource.ts';

interface Place {
  line: number;
  column: number;
}

/**
 * Lines and columns of spans, in their order. Lines end at "\n", "\r\n" and "\r"; both count from 1,
 * columns in UTF-16 units. Reads no further than it has to.
 */
export function positionsOf(source: XmlSource, spans: readonly Span[]): readonly Position[] {
  const offsets = [...new Set(spans.flatMap(({ start, end }) => [start, end]))];
  const places = placesOf(
    source,
    offsets.sort((one, other) => one - other),
  );
  return spans.map(({ start, end }) => {
    const from = places.get(start) as Place;
    const to = places.get(end) as Place;
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  });
}

/** What is behind the end of the document is at its end; so is what cannot be decoded. */
function placesOf(source: XmlSource, offsets: readonly number[]): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const counter = new LineCounter();
  let next = 0;
  let base = 0;
  for (const piece of readablePieces(source)) {
    let at = 0;
    while (next < offsets.length && (offsets[next] as number) < base + piece.length) {
      const offset = offsets[next++] as number;
      counter.count(piece, at, offset - base);
      at = Math.max(at, offset - base);
      places.set(offset, counter.place(piece[at]));
    }
    if (next === offsets.length) return places;
    counter.count(piece, at, piece.length);
    base += piece.length;
  }
  for (; next < offsets.length; next++)
    places.set(offsets[next] as number, counter.place(undefined));
  return places;
}

function* readablePieces(source: XmlSource): Iterable<Uint8Array> {
  try {
    yield* source.pieces();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
}

class LineCounter {
  #line = 1;
  #column = 1;
  /** The last byte was a "\r": a line ends there, unless "\n" follows. */
  #afterReturn = false;

  /** Where the byte stands that comes next; none at the end of the document. */
  place(next: number | undefined): Place {
    if (this.#afterReturn && next !== LF) return { line: this.#line + 1, column: 1 };
    return { line: this.#line, column: this.#column };
  }

  count(bytes: Uint8Array, from: number, to: number): void {
    if (from >= to) return;
    if (this.#afterReturn && bytes[from] !== LF) this.#nextLine();
    this.#afterReturn = bytes[to - 1] === CR;
    let lineStart = from;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      if (byte > CR) continue;
      // Of "\r\n" the "\n" ends the line; a "\r" at the end waits for what follows.
      const isEnd = byte === LF || (byte === CR && i + 1 < to && bytes[i + 1] !== LF);
      if (!isEnd) continue;
      this.#nextLine();
      lineStart = i + 1;
    }
    this.#column += utf16Units(bytes, lineStart, to);
  }

  #nextLine(): void {
    this.#line++;
    this.#column = 1;
  }
}

function utf16Units(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0xf0) units += 2;
    else if ((byte & 0xc0) !== 0x80) units++;
  }
  return units;
}
