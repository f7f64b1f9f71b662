import { Asn1Error } from './asn1.ts';
import type { Der } from './der.ts';
import { encode, octets, raw, wrap } from './der.ts';

/** Deeper than any CMS. */
const DEEPEST = 32;

/** Enough for strings in pieces of half a kilobyte, and little enough to be done at once. */
const FEWEST_VALUES = 0x10000;
const BYTES_A_VALUE = 512;

const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;
const INDEFINITE = 0x80;

/**
 * Turns BER with indefinite lengths and octet strings in pieces, as streaming programs write CMS,
 * into definite lengths and whole strings. Nothing else is changed: what was DER inside it stays.
 * @throws Asn1Error
 */
export function berToDer(bytes: Uint8Array): Uint8Array {
  const values = Math.max(FEWEST_VALUES, Math.ceil(bytes.length / BYTES_A_VALUE));
  const { value, end } = convert(bytes, 0, 0, { values });
  if (end !== bytes.length) throw new Asn1Error('more than expected');
  return encode(value);
}

/** How many values may still be read. */
interface Budget {
  values: number;
}

interface Converted {
  readonly value: Der;
  /** First position after the value. */
  readonly end: number;
}

function convert(bytes: Uint8Array, start: number, depth: number, left: Budget): Converted {
  if (left.values-- === 0) throw new Asn1Error('too many values');
  if (depth > DEEPEST) throw new Asn1Error('nested too deeply');
  const { tag, contents: position, end } = header(bytes, start);
  if ((tag & CONSTRUCTED) === 0) {
    if (end === null) throw new Asn1Error('a primitive value without length');
    return { value: raw(bytes.subarray(start, end)), end };
  }
  const parts = convertParts(bytes, position, end, depth + 1, left);
  const isString = tag === (OCTET_STRING | CONSTRUCTED);
  return { value: isString ? joined(parts.values) : wrap(tag, parts.values), end: parts.end };
}

/** Up to `end`, or up to the end-of-contents octets when it is null (X.690 §8.1.5). */
function convertParts(
  bytes: Uint8Array,
  start: number,
  end: number | null,
  depth: number,
  left: Budget,
): { values: readonly Der[]; end: number } {
  const values: Der[] = [];
  let position = start;
  while (end === null ? !isEndOfContents(bytes, position) : position < end) {
    const part = convert(bytes, position, depth, left);
    values.push(part.value);
    position = part.end;
  }
  if (end !== null && position !== end) throw new Asn1Error('a part is longer than the whole');
  return { values, end: end ?? position + 2 };
}

function isEndOfContents(bytes: Uint8Array, position: number): boolean {
  return bytes[position] === 0 && bytes[position + 1] === 0;
}

/** A string that came in pieces, each of which is an OCTET STRING by now. */
function joined(pieces: readonly Der[]): Der {
  const contents = pieces.map((piece) => {
    const encoded = encode(piece);
    const { tag, contents: position } = header(encoded, 0);
    if (tag !== OCTET_STRING) throw new Asn1Error('a piece of a string is no string');
    return encoded.subarray(position);
  });
  return octets(new Uint8Array(Buffer.concat(contents)));
}

interface Header {
  readonly tag: number;
  /** Where the contents begin. */
  readonly contents: number;
  /** Where they end; null: where the end-of-contents octets are. */
  readonly end: number | null;
}

function header(bytes: Uint8Array, start: number): Header {
  const [tag, first] = [bytes[start], bytes[start + 1]];
  if (tag === undefined || first === undefined) throw new Asn1Error('the end is missing');
  if ((tag & 0x1f) === 0x1f) throw new Asn1Error('a tag is too large');
  if (first === INDEFINITE) return { tag, contents: start + 2, end: null };
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4) throw new Asn1Error('a length is too large');
  const contents = start + 2 + count;
  let length = count === 0 ? first : 0;
  for (const octet of bytes.subarray(start + 2, contents)) length = length * 256 + octet;
  if (contents + length > bytes.length) throw new Asn1Error('the end is missing');
  return { tag, contents, end: contents + length };
}
