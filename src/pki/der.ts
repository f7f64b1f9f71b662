/**
 * Writes DER (X.690). A value is its pieces, put together once by `encode`: certificates are small,
 * but an OCSP responder and a time-stamp server write one answer after the other.
 */
export interface Der {
  readonly length: number;
  readonly pieces: readonly Uint8Array[];
}

const CONSTRUCTED = 0x20;
const APPLICATION = 0x40;
const CONTEXT = 0x80;

export function encode(value: Der): Uint8Array {
  const bytes = new Uint8Array(value.length);
  let position = 0;
  for (const piece of value.pieces) {
    bytes.set(piece, position);
    position += piece.length;
  }
  return bytes;
}

export function sequence(...values: Der[]): Der {
  return constructed(0x10 | CONSTRUCTED, values);
}

/** SET with the elements in the order given: for one element, or when they are in order already. */
export function set(...values: Der[]): Der {
  return constructed(0x11 | CONSTRUCTED, values);
}

/** SET OF: its elements in ascending order of their encodings (X.690 §11.6). */
export function setOf(...values: Der[]): Der {
  const encodings = values.map((value) => encode(value));
  return set(...encodings.sort((a, b) => Buffer.compare(a, b)).map((bytes) => raw(bytes)));
}

const knownOids = new Map<string, Der>();
/** Far more than our own; those that others send shall not fill the memory. */
const MOST_KNOWN_OIDS = 500;

/** Kept once encoded: a program names few of them, and the same ones in every answer. */
export function oid(value: string): Der {
  const known = knownOids.get(value);
  if (known) return known;
  const [first = 0, second = 0, ...rest] = value.split('.').map(Number);
  const octets = Uint8Array.from([first * 40 + second, ...rest].flatMap(base128));
  const made = fixed(primitive(0x06, octets));
  if (knownOids.size < MOST_KNOWN_OIDS) knownOids.set(value, made);
  return made;
}

/** A value that is used again and again, as one piece. */
export function fixed(value: Der): Der {
  return raw(encode(value));
}

/** Not negative. */
export function integer(value: number): Der {
  const digits = value.toString(16);
  return bigInteger(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'));
}

/** A non-negative INTEGER from big-endian bytes. */
export function bigInteger(bytes: Uint8Array): Der {
  return primitive(0x02, unsigned(bytes));
}

export function enumerated(value: number): Der {
  return primitive(0x0a, Uint8Array.of(value));
}

export function boolean(value: boolean): Der {
  return primitive(0x01, Uint8Array.of(value ? 0xff : 0));
}

export function nothing(): Der {
  return primitive(0x05, new Uint8Array());
}

export function octets(bytes: Uint8Array): Der {
  return primitive(0x04, bytes);
}

/** An OCTET STRING that holds the DER of a value. */
export function wrapped(value: Der): Der {
  return constructed(0x04, [value]);
}

export function utf8(value: string): Der {
  return primitive(0x0c, Buffer.from(value, 'utf8'));
}

export function printable(value: string): Der {
  return primitive(0x13, Buffer.from(value, 'latin1'));
}

export function ia5(value: string): Der {
  return primitive(0x16, Buffer.from(value, 'latin1'));
}

/** UTF-16, big-endian: the friendly names of PKCS #12. */
export function bmp(value: string): Der {
  return primitive(0x1e, Buffer.from(value, 'utf16le').swap16());
}

/** UTCTime until 2049, then GeneralizedTime (RFC 5280 §4.1.2.5). */
export function time(value: Date): Der {
  const utc = value.getUTCFullYear() < 2050;
  return utc ? primitive(0x17, Buffer.from(clock(value).slice(2))) : generalizedTime(value);
}

/** GeneralizedTime in whole seconds. */
export function generalizedTime(value: Date): Der {
  return primitive(0x18, Buffer.from(clock(value)));
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Der {
  return primitive(0x03, Uint8Array.of(unusedBits), bytes);
}

/** A BIT STRING of named bits: trailing zeros are left out (X.690 §11.2.2). */
export function namedBits(...positions: number[]): Der {
  const length = Math.max(-1, ...positions) + 1;
  const bytes = new Uint8Array(Math.ceil(length / 8));
  for (const position of positions)
    bytes[position >> 3] = (bytes[position >> 3] ?? 0) | (0x80 >> (position & 7));
  return bitString(bytes, bytes.length * 8 - length);
}

/** `[tag] EXPLICIT`, or the constructed form of `[tag] IMPLICIT`. */
export function tagged(tagNumber: number, ...values: Der[]): Der {
  return constructed(CONTEXT | CONSTRUCTED | tagNumber, values);
}

/** `[tag] IMPLICIT` of a primitive type, given its contents octets. */
export function taggedPrimitive(tagNumber: number, contents: ArrayLike<number>): Der {
  return primitive(CONTEXT | tagNumber, Uint8Array.from(contents));
}

/** Application class, constructed. */
export function application(tagNumber: number, ...values: Der[]): Der {
  return constructed(APPLICATION | CONSTRUCTED | tagNumber, values);
}

/** Application class, primitive. */
export function applicationPrimitive(tagNumber: number, contents: Uint8Array): Der {
  return primitive(APPLICATION | tagNumber, contents);
}

/** DER that exists already, put in as it is. */
export function raw(bytes: Uint8Array): Der {
  return { length: bytes.length, pieces: [bytes] };
}

/** A constructed value with that identifier octet. */
export function wrap(identifier: number, values: readonly Der[]): Der {
  return constructed(identifier, values);
}

function constructed(identifier: number, values: readonly Der[]): Der {
  let length = 0;
  for (const value of values) length += value.length;
  const start = header(identifier, length);
  const pieces = [start];
  // Not spread: a CRL may have more pieces than a call may have arguments.
  for (const value of values) for (const piece of value.pieces) pieces.push(piece);
  return { length: start.length + length, pieces };
}

function primitive(identifier: number, ...contents: Uint8Array[]): Der {
  let length = 0;
  for (const part of contents) length += part.length;
  const start = header(identifier, length);
  return { length: start.length + length, pieces: [start, ...contents] };
}

/** Identifier and length octets. */
function header(identifier: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(identifier, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(identifier, 0x80 | octets.length, ...octets);
}

/** The shortest two's complement of a number that is not negative. */
function unsigned(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  if (start < 0) return Uint8Array.of(0);
  const significant = bytes.subarray(start);
  return (significant[0] ?? 0) < 0x80 ? significant : Uint8Array.of(0, ...significant);
}

function base128(value: number): number[] {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift(0x80 | (rest % 128));
  return groups;
}

/** YYYYMMDDHHMMSSZ. */
function clock(value: Date): string {
  return `${value.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
}
