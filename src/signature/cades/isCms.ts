import type { ByteSource } from '../xml/byteSource.ts';

/** ContentInfo is a SEQUENCE of more than 127 bytes, or of indefinite length (RFC 5652 §3). */
const SEQUENCE = 0x30;
const LONG_FORM = 0x80;
/** RFC 7468 §8, §9. */
const ARMOUR = /^\s*-----BEGIN (?:PKCS7|CMS)-----/;
const ARMOUR_BYTES = 64;

/** Do the first bytes look like a CMS, in DER, BER or PEM? */
export function isCms(source: ByteSource): boolean {
  for (const piece of source.slice(0, ARMOUR_BYTES).pieces()) {
    const [first, second = 0] = piece;
    return (
      (first === SEQUENCE && second >= LONG_FORM) ||
      ARMOUR.test(Buffer.from(piece).toString('latin1'))
    );
  }
  return false;
}
