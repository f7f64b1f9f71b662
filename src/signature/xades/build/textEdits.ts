import type { Span } from '../../report/findings.ts';
import type { ByteSource } from '../../xml/byteSource.ts';
import { memorySource } from '../../xml/byteSource.ts';
import type { XmlSource } from '../../xml/xmlSource.ts';
import { encodeText } from './encodeText.ts';
import { joinedSource } from './joinedSource.ts';

/** Text that comes in the place of a part of the document; an empty part is an insertion. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A document, and where in its file the edits are; every other byte stays what it is. */
export class EditedDocument {
  readonly #file: ByteSource;
  readonly #encoding: XmlSource['encoding'];
  readonly #edits: readonly TextEdit[];
  readonly #offsets: readonly number[];

  /** @param edits in document order; they do not overlap. Their texts may be given later. */
  constructor(file: ByteSource, xml: XmlSource, edits: readonly TextEdit[]) {
    this.#file = file;
    this.#encoding = xml.encoding;
    this.#edits = edits;
    this.#offsets = fileOffsets(
      xml,
      edits.flatMap(({ start, end }) => [start, end]),
    );
  }

  /** The file with the edits made. @param texts of the edits, if not those they came with. */
  edited(texts: readonly string[] = this.#edits.map(({ text }) => text)): ByteSource {
    const parts: ByteSource[] = [];
    let at = 0;
    for (const [i, text] of texts.entries()) {
      const [start = 0, end = 0] = this.#offsets.slice(2 * i);
      parts.push(this.#file.slice(at, start), memorySource(encodeText(text, this.#encoding)));
      at = end;
    }
    return joinedSource([...parts, this.#file.slice(at, this.#file.size)]);
  }
}

/** Where in the file bytes of the document are that are counted in UTF-8; both rise. */
function fileOffsets(xml: XmlSource, offsets: readonly number[]): readonly number[] {
  const mark = xml.hasByteOrderMark ? (xml.encoding === 'utf-8' ? 3 : 2) : 0;
  if (xml.encoding === 'utf-8' || xml.encoding === 'us-ascii') {
    return offsets.map((offset) => offset + mark);
  }
  const unit = xml.encoding.startsWith('utf-16') ? 2 : 1;
  const found: number[] = [];
  let at = 0;
  let units = 0;
  for (const piece of xml.pieces()) {
    for (const byte of piece) {
      while (offsets[found.length] === at) found.push(mark + units * unit);
      if (found.length === offsets.length) return found;
      at++;
      // Beginnings of characters; those of four bytes are two units of UTF-16.
      if ((byte & 0xc0) !== 0x80) units += unit === 2 && byte >= 0xf0 ? 2 : 1;
    }
  }
  while (offsets[found.length] === at) found.push(mark + units * unit);
  return found;
}
