import { bigInteger, encode, sequence } from './der.ts';

/** Raw r ‖ s, as cards and XMLDSig have it, to ECDSA-Sig-Value (RFC 5480 §A). */
export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return encode(sequence(bigInteger(raw.subarray(0, half)), bigInteger(raw.subarray(half))));
}
