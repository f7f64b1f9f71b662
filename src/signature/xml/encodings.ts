import { isUtf8 } from 'node:buffer';
import { writeUtf8 } from './characters.ts';
import { XmlError } from './xmlError.ts';

export type XmlEncoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1254'
  | 'windows-1252'
  | 'iso-8859-9'
  | 'iso-8859-1'
  | 'us-ascii';

const NAMES: ReadonlyMap<string, XmlEncoding | 'utf-16'> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['windows-1254', 'windows-1254'],
  ['cp1254', 'windows-1254'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-9', 'iso-8859-9'],
  ['iso8859-9', 'iso-8859-9'],
  ['iso_8859-9', 'iso-8859-9'],
  ['latin5', 'iso-8859-9'],
  ['iso-8859-1', 'iso-8859-1'],
  ['iso8859-1', 'iso-8859-1'],
  ['iso_8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
]);

/** The encoding that a declaration names; 'utf-16' leaves the order of bytes open. */
export function encodingByName(name: string): XmlEncoding | 'utf-16' | null {
  return NAMES.get(name.toLowerCase()) ?? null;
}

/** The pieces as UTF-8 that is cut between characters only. Throws `XmlError` at bytes that are none. */
export function toUtf8(encoding: XmlEncoding, pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  if (encoding === 'utf-8') return checkedUtf8(pieces);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return fromUtf16(encoding, pieces);
  return fromSingleBytes(encoding, pieces);
}

function* checkedUtf8(pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  /** Beginning of a character that the last piece cut. */
  let cut: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for (const piece of pieces) {
    let from = 0;
    if (cut.length > 0) {
      const length = sequenceLength(cut[0] as number);
      from = Math.min(length - cut.length, piece.length);
      cut = Buffer.concat([cut, piece.subarray(0, from)]);
      if (cut.length < length) continue;
      if (!isUtf8(cut)) break;
      yield cut;
      offset += length;
    }
    const to = wholeCharacters(piece, from);
    const whole = piece.subarray(from, to);
    cut = Buffer.from(piece.subarray(to));
    if (!isUtf8(whole)) {
      cut = whole;
      break;
    }
    if (whole.length > 0) yield whole;
    offset += whole.length;
  }
  if (cut.length === 0) return;
  const right = rightBytes(cut);
  if (right > 0) yield cut.subarray(0, right);
  throw new XmlError('encoding', 'utf-8', offset + right);
}

/** Bytes of the character that begins so. A byte that begins none is one, to be refused alone. */
function sequenceLength(first: number): number {
  if (first < 0xc2) return 1;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 1;
}

/** Where the last character begins that is not all there; the end of the piece if there is none. */
function wholeCharacters(piece: Uint8Array, from: number): number {
  for (let i = piece.length - 1; i >= from && i >= piece.length - 3; i--) {
    const byte = piece[i] as number;
    if ((byte & 0xc0) === 0x80) continue;
    return i + sequenceLength(byte) > piece.length ? i : piece.length;
  }
  return piece.length;
}

/** How many bytes are right until the first that are not: by halving, at the end one by one. */
function rightBytes(bytes: Uint8Array): number {
  let right = 0;
  let wrong = bytes.length;
  while (wrong - right > 8) {
    const middle = wholeCharacters(bytes.subarray(0, (right + wrong) >> 1), right);
    if (isUtf8(bytes.subarray(right, middle))) right = middle;
    else wrong = middle;
  }
  while (right < wrong) {
    const next = right + sequenceLength(bytes[right] as number);
    if (!isUtf8(bytes.subarray(right, next))) break;
    right = next;
  }
  return right;
}

function* fromSingleBytes(
  encoding: XmlEncoding,
  pieces: Iterable<Uint8Array>,
): Iterable<Uint8Array> {
  const codes = singleByteCodes(encoding);
  let offset = 0;
  let room = new Uint8Array(0);
  for (const piece of pieces) {
    if (room.length < piece.length * 3) room = new Uint8Array(piece.length * 3);
    let at = 0;
    for (const byte of piece) {
      const code = codes[byte] as number;
      if (code < 0) {
        if (at > 0) yield room.subarray(0, at);
        throw new XmlError('encoding', encoding, offset + at);
      }
      if (code < 0x80) room[at++] = code;
      else at = writeUtf8(code, room, at);
    }
    yield room.subarray(0, at);
    offset += at;
  }
}

/**
 * Code points of a code page's bytes, -1 for those that it leaves open. In the ISO pages 0x80–0x9F
 * are the control characters of these numbers, as Java and libxml2 have it, and not the Windows
 * pages that browsers read instead.
 */
function singleByteCodes(encoding: XmlEncoding): Int32Array {
  const codes = Int32Array.from({ length: 256 }, (_, byte) => byte);
  if (encoding === 'us-ascii') return codes.fill(-1, 0x80);
  const windows = encoding.startsWith('windows');
  const turkish = encoding === 'windows-1254' || encoding === 'iso-8859-9';
  const decoder = new TextDecoder(turkish ? 'windows-1254' : 'windows-1252');
  for (let byte = windows ? 0x80 : 0xa0; byte < 256; byte++) {
    const code = decoder.decode(Uint8Array.of(byte)).codePointAt(0) as number;
    codes[byte] = code < 0xa0 ? -1 : code;
  }
  return codes;
}

function* fromUtf16(
  encoding: 'utf-16le' | 'utf-16be',
  pieces: Iterable<Uint8Array>,
): Iterable<Uint8Array> {
  const low = encoding === 'utf-16le' ? 0 : 1;
  let offset = 0;
  let room = new Uint8Array(0);
  let high = 0;
  let odd = -1;
  for (const piece of pieces) {
    if (room.length < piece.length * 2 + 4) room = new Uint8Array(piece.length * 2 + 4);
    let at = 0;
    for (const byte of piece) {
      if (odd < 0) {
        odd = byte;
        continue;
      }
      const unit = low === 0 ? odd | (byte << 8) : (odd << 8) | byte;
      odd = -1;
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      if (isLow !== high > 0) {
        if (at > 0) yield room.subarray(0, at);
        throw new XmlError('encoding', encoding, offset + at);
      }
      if (unit >= 0xd800 && unit <= 0xdbff) {
        high = unit;
      } else {
        const code = isLow ? 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00) : unit;
        at = writeUtf8(code, room, at);
        high = 0;
      }
    }
    yield room.subarray(0, at);
    offset += at;
  }
  if (odd >= 0 || high > 0) throw new XmlError('encoding', encoding, offset);
}
