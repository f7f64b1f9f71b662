import * as asn1 from 'asn1js';

/** Short names for building DER (X.690) with asn1js. */
export type Der = asn1.AsnType;

export function encode(value: Der): Uint8Array {
  return new Uint8Array(value.toBER());
}

export function sequence(...value: Der[]): Der {
  return new asn1.Sequence({ value });
}

export function set(...value: Der[]): Der {
  return new asn1.Set({ value });
}

export function oid(value: string): Der {
  return new asn1.ObjectIdentifier({ value });
}

export function integer(value: number): Der {
  return new asn1.Integer({ value });
}

/** A non-negative INTEGER from big-endian bytes. */
export function bigInteger(bytes: Uint8Array): Der {
  const needsZero = bytes.length === 0 || (bytes[0] ?? 0) >= 0x80;
  return new asn1.Integer({ valueHex: buffer(needsZero ? Uint8Array.of(0, ...bytes) : bytes) });
}

export function enumerated(value: number): Der {
  return new asn1.Enumerated({ value });
}

export function boolean(value: boolean): Der {
  return new asn1.Boolean({ value });
}

export function nothing(): Der {
  return new asn1.Null();
}

export function octets(bytes: Uint8Array): Der {
  return new asn1.OctetString({ valueHex: buffer(bytes) });
}

export function utf8(value: string): Der {
  return new asn1.Utf8String({ value });
}

export function printable(value: string): Der {
  return new asn1.PrintableString({ value });
}

export function ia5(value: string): Der {
  return new asn1.IA5String({ value });
}

/** UTCTime until 2049, then GeneralizedTime (RFC 5280 §4.1.2.5). */
export function time(value: Date): Der {
  return value.getUTCFullYear() < 2050
    ? new asn1.UTCTime({ valueDate: value })
    : new asn1.GeneralizedTime({ valueDate: value });
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Der {
  return new asn1.BitString({ valueHex: buffer(bytes), unusedBits });
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
export function tagged(tagNumber: number, ...value: Der[]): Der {
  return new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
}

/** `[tag] IMPLICIT` of a primitive type, given its contents octets. */
export function taggedPrimitive(tagNumber: number, contents: ArrayLike<number>): Der {
  return new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: buffer(contents) });
}

/** Application class, constructed. */
export function application(tagNumber: number, ...value: Der[]): Der {
  return new asn1.Constructed({ idBlock: { tagClass: 2, tagNumber }, value });
}

/** Application class, primitive. */
export function applicationPrimitive(tagNumber: number, contents: Uint8Array): Der {
  return new asn1.Primitive({ idBlock: { tagClass: 2, tagNumber }, valueHex: buffer(contents) });
}

/** DER that exists already, put in as it is. */
export function raw(bytes: Uint8Array): Der {
  const { result, offset } = asn1.fromBER(buffer(bytes));
  if (offset !== bytes.length) throw new RangeError('not one DER value');
  return result;
}

function buffer(bytes: ArrayLike<number>): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
