import { Asn1Error, integerBytesOf, parseAsn1, partsOf } from './asn1.ts';
import { bigInteger, encode, sequence } from './der.ts';

/** Raw r ‖ s, as cards and XMLDSig have it, to ECDSA-Sig-Value (RFC 5480 §A). */
export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return encode(
    sequence(
      bigInteger(withoutZeros(raw.subarray(0, half))),
      bigInteger(withoutZeros(raw.subarray(half))),
    ),
  );
}

/**
 * ECDSA-Sig-Value to raw r ‖ s.
 * @param size bytes of each half.
 * @throws Asn1Error for whatever is not the one DER form of two positive numbers of that size.
 */
export function ecdsaFromDer(der: Uint8Array, size: number): Uint8Array {
  const { value, length } = parseAsn1(der);
  const parts = partsOf(value);
  if (parts.length !== 2) throw new Asn1Error('not two numbers');
  const raw = new Uint8Array(2 * size);
  parts.forEach((part, i) => {
    const digits = withoutZeros(integerBytesOf(part));
    if (digits.length > size) throw new Asn1Error('a number is too large');
    raw.set(digits, (i + 1) * size - digits.length);
  });
  const isCanonical = length === der.length && Buffer.from(ecdsaToDer(raw)).equals(der);
  if (!isCanonical) throw new Asn1Error('not DER');
  return raw;
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? new Uint8Array() : bytes.subarray(first);
}
