import {
  AMP,
  APOS,
  BLANKS,
  EQUALS,
  FFFX,
  GT,
  LT,
  NAME_BYTES,
  QUOTE,
  SLASH,
  SPACE,
  VALUE_STOPS,
  isNoncharacter,
} from './characters.ts';
import { grown } from './nameTable.ts';
import type { Names } from './names.ts';
import { referenceEnd, referenceValue } from './reference.ts';
import { broken } from './wellFormedness.ts';
import type { ByteWindow } from './window.ts';
import { XmlError } from './xmlError.ts';

const MOST_ATTRIBUTES = 10_000;

/**
 * The start tag that was read last; places are those of the window. It is used again for the next
 * tag. Attributes are numbered in document order, namespace declarations included.
 */
export class StartTag {
  start = 0;
  end = 0;
  nameEnd = 0;
  /** Number of the name, of its parts and of its namespace. */
  name = 0;
  prefix = 0;
  local = 0;
  namespace = 0;
  /** "<a/>" */
  empty = false;
  /** White space only where canonical XML has it. */
  plain = false;
  count = 0;
  /** How many of them declare a namespace. */
  declarations = 0;

  nameStarts = new Int32Array(16);
  nameEnds = new Int32Array(16);
  /** Between the quotation marks. */
  valueStarts = new Int32Array(16);
  valueEnds = new Int32Array(16);
  names = new Int32Array(16);
  /** Of the attribute; of a declaration, the namespace that is declared. */
  namespaces = new Int32Array(16);
  /** 1 when the value is not canonical as it stands: other quotation marks, references, white space. */
  special = new Int32Array(16);
  /** 1 when it is a declaration that changes what a prefix means. */
  changes = new Int32Array(16);

  /** Reads the tag at `at`; -1 when it does not end in the window. */
  read(window: ByteWindow, at: number, names: Names): number {
    const previous = this.name;
    const name = names.read(window, at + 1, names.tagAfter, previous);
    if (name < 0) return -1;
    names.tagAfter[previous] = name;
    const i = names.end;
    this.start = at;
    this.nameEnd = i;
    this.name = name;
    this.prefix = names.prefixes[this.name] as number;
    this.local = names.locals[this.name] as number;
    this.count = 0;
    this.declarations = 0;
    this.plain = true;
    this.empty = false;
    if (window.bytes[i] === GT) return (this.end = i + 1);
    return this.#attributes(window, i, names);
  }

  #attributes(window: ByteWindow, at: number, names: Names): number {
    const bytes = window.bytes;
    const end = window.end;
    let i = at;
    for (;;) {
      const blanks = i;
      while (BLANKS[bytes[i] as number] === 1) i++;
      if (i >= end) return -1;
      const byte = bytes[i] as number;
      if (byte === GT || byte === SLASH) {
        if (i > blanks) this.plain = false;
        return this.#close(window, i);
      }
      if (i === blanks) throw broken('tag', window.base + i);
      if (i - blanks > 1 || bytes[blanks] !== SPACE) this.plain = false;
      i = this.#attribute(window, i, names);
      if (i < 0) return -1;
    }
  }

  #close(window: ByteWindow, at: number): number {
    if (window.bytes[at] === GT) return (this.end = at + 1);
    if (at + 1 >= window.end) return -1;
    if (window.bytes[at + 1] !== GT) throw broken('tag', window.base + at);
    this.empty = true;
    return (this.end = at + 2);
  }

  #attribute(window: ByteWindow, at: number, names: Names): number {
    const bytes = window.bytes;
    const base = window.base;
    if (NAME_BYTES[bytes[at] as number] === 0) throw broken('tag', base + at);
    const k = this.count;
    const previous = k === 0 ? this.name : (this.names[k - 1] as number);
    const name = names.read(window, at, names.attributeAfter, previous);
    if (name < 0) return -1;
    names.attributeAfter[previous] = name;
    const nameEnd = names.end;
    let i = nameEnd;
    while (BLANKS[bytes[i] as number] === 1) i++;
    if (i >= window.end) return -1;
    if (bytes[i] !== EQUALS) throw broken('tag', base + i);
    i++;
    while (BLANKS[bytes[i] as number] === 1) i++;
    if (i >= window.end) return -1;
    if (i > nameEnd + 1) this.plain = false;
    if (bytes[i] !== QUOTE && bytes[i] !== APOS) throw broken('tag', base + i);
    this.#makeRoom(base + at);
    this.special[k] = bytes[i] === QUOTE ? 0 : 1;
    const valueEnd = this.#value(window, i, k);
    if (valueEnd < 0) return -1;
    this.nameStarts[k] = at;
    this.nameEnds[k] = nameEnd;
    this.valueStarts[k] = i + 1;
    this.valueEnds[k] = valueEnd;
    this.names[k] = name;
    this.count++;
    if (names.declares[name] !== -1) this.declarations++;
    return valueEnd + 1;
  }

  /** Where the closing quotation mark is. */
  #value(window: ByteWindow, at: number, attribute: number): number {
    const bytes = window.bytes;
    const end = window.end;
    const quote = bytes[at];
    for (let i = at + 1; ; i++) {
      while (VALUE_STOPS[bytes[i] as number] === 0) i++;
      if (i >= end) return -1;
      const byte = bytes[i] as number;
      if (byte === quote) return i;
      if (byte === FFFX) {
        if (isNoncharacter(bytes, i)) throw broken('character', window.base + i);
      } else if (byte === AMP) {
        const after = referenceEnd(bytes, i, end, window.base);
        if (after < 0) return -1;
        referenceValue(bytes, i, after, window.base);
        this.special[attribute] = 1;
        i = after - 1;
      } else if (byte === LT) {
        throw broken('attribute-value', window.base + i);
      } else if (byte < SPACE) {
        if (BLANKS[byte] === 0) throw broken('character', window.base + i);
        this.special[attribute] = 1;
      }
    }
  }

  #makeRoom(offset: number): void {
    if (this.count >= MOST_ATTRIBUTES) throw new XmlError('limit', 'attributes', offset);
    if (this.count < this.names.length) return;
    this.nameStarts = grown(this.nameStarts);
    this.nameEnds = grown(this.nameEnds);
    this.valueStarts = grown(this.valueStarts);
    this.valueEnds = grown(this.valueEnds);
    this.names = grown(this.names);
    this.namespaces = grown(this.namespaces);
    this.special = grown(this.special);
    this.changes = grown(this.changes);
  }
}
