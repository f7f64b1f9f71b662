import * as asn1js from 'asn1js';

/** Larger than any certificate, and as much as a card file can hold. */
const LARGEST = 0x10000;

/** Bytes that are not the ASN.1 they should be. `message` says in which way. */
export class Asn1Error extends Error {}

export type Asn1Value = asn1js.BaseBlock;

/**
 * Decodes the first value in the bytes.
 * @returns the value and how many bytes it takes.
 * @throws Asn1Error for whatever does not decode, however it fails.
 */
export function parseAsn1(bytes: Uint8Array): { value: Asn1Value; length: number } {
  if (bytes.length > LARGEST) throw new Asn1Error('too long');
  let parsed: asn1js.FromBerResult;
  try {
    parsed = asn1js.fromBER(bytes);
  } catch (error) {
    // Values nested without end use up the decoder's stack.
    throw new Asn1Error('not decodable', { cause: error });
  }
  if (parsed.offset <= 0) throw new Asn1Error('not ASN.1');
  return { value: parsed.result, length: parsed.offset };
}

/** The parts of a SEQUENCE, a SET or a constructed tag. */
export function partsOf(value: Asn1Value | undefined): readonly Asn1Value[] {
  if (value instanceof asn1js.Constructed) return value.valueBlock.value;
  throw new Asn1Error('a part is missing or not constructed');
}

/** Is it `[tagNumber]` of the context-specific class? */
export function isContext(value: Asn1Value | undefined, tagNumber: number): boolean {
  return value?.idBlock.tagClass === 3 && value.idBlock.tagNumber === tagNumber;
}

/** Dotted form. */
export function oidOf(value: Asn1Value | undefined): string {
  if (value instanceof asn1js.ObjectIdentifier) return value.getValue();
  throw new Asn1Error('an object identifier is missing');
}

/** Any of the ASN.1 character strings; null for other types. */
export function textOf(value: Asn1Value | undefined): string | null {
  return value instanceof asn1js.BaseStringBlock ? value.getValue() : null;
}

/** UTCTime or GeneralizedTime. */
export function dateOf(value: Asn1Value | undefined): Date {
  // GeneralizedTime is a UTCTime in asn1js.
  const date = value instanceof asn1js.UTCTime ? value.toDate() : null;
  if (date === null || Number.isNaN(date.getTime())) throw new Asn1Error('a time is wrong');
  return date;
}

/** Content octets of an INTEGER. */
export function integerBytesOf(value: Asn1Value | undefined): Uint8Array {
  if (value instanceof asn1js.Integer) return value.valueBlock.valueHexView;
  throw new Asn1Error('an integer is missing');
}

/** Content octets of an OCTET STRING. */
export function octetsOf(value: Asn1Value | undefined): Uint8Array {
  if (value instanceof asn1js.OctetString) return new Uint8Array(value.getValue());
  throw new Asn1Error('an octet string is missing');
}

/** Octets of a BIT STRING, without the count of unused bits. */
export function bitsOf(value: Asn1Value | undefined): Uint8Array {
  if (value instanceof asn1js.BitString) return value.valueBlock.valueHexView;
  throw new Asn1Error('a bit string is missing');
}
