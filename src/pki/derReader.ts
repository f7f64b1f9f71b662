import { Asn1Error } from './asn1.ts';

/** One value: identifier octet, content octets, and the whole encoding. */
export interface DerValue {
  readonly tag: number;
  readonly contents: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Identifier octets of universal types (X.690 §8.1.2). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
} as const;

/**
 * Reads the values in some bytes one after the other: strict DER, no copies, no recursion. For
 * requests that others send, whose parts go into our answers as they are; `asn1.ts` is for
 * certificates and card files, which are read leniently.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  /** The next value, which must have this tag when one is given. @throws Asn1Error */
  next(tag?: number): DerValue {
    const start = this.#position;
    const found = this.#octet();
    if (tag !== undefined && found !== tag) throw new Asn1Error('another type is expected');
    if ((found & 0x1f) === 0x1f) throw new Asn1Error('a tag is too large');
    const length = this.#length();
    const contents = this.#bytes.subarray(this.#position, this.#position + length);
    if (contents.length < length) throw new Asn1Error('the end is missing');
    this.#position += length;
    return { tag: found, contents, bytes: this.#bytes.subarray(start, this.#position) };
  }

  /** The next value when it has this tag. @throws Asn1Error */
  nextIf(tag: number): DerValue | null {
    return this.#bytes[this.#position] === tag ? this.next(tag) : null;
  }

  /** The parts of the next value, a constructed one; a SEQUENCE unless said otherwise. */
  enter(tag: number = TAG.sequence): DerReader {
    return new DerReader(this.next(tag).contents);
  }

  /** @throws Asn1Error when something is left. */
  end(): void {
    if (!this.isAtEnd) throw new Asn1Error('more than expected');
  }

  #octet(): number {
    const octet = this.#bytes[this.#position];
    if (octet === undefined) throw new Asn1Error('the end is missing');
    this.#position++;
    return octet;
  }

  /** X.690 §10.1: definite, in as few octets as possible. */
  #length(): number {
    const first = this.#octet();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new Asn1Error('a length is not one of DER');
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.#octet();
    if (length < 0x80 || length < 256 ** (count - 1)) {
      throw new Asn1Error('a length is not one of DER');
    }
    return length;
  }
}

/** All of the bytes as one SEQUENCE. @throws Asn1Error */
export function readSequence(bytes: Uint8Array): DerReader {
  const outer = new DerReader(bytes);
  const parts = outer.enter();
  outer.end();
  return parts;
}

/** Contents octets of an INTEGER that is not negative and not too long. @throws Asn1Error */
export function readUnsigned(value: DerValue, maxLength: number): Uint8Array {
  const { contents } = value;
  const [first = 0x80, second = 0] = contents;
  if (contents.length > maxLength) throw new Asn1Error('an integer is too long');
  const isPadded = contents.length > 1 && first === 0 && second < 0x80;
  if (first >= 0x80 || isPadded) throw new Asn1Error('an integer is wrong');
  return contents;
}
