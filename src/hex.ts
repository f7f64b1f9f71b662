/** Upper-case hexadecimal without separators, as everywhere in this program. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('hex')
    .toUpperCase();
}

/** Bytes of a hexadecimal text; white space and colons are ignored. Throws `RangeError`. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
    throw new RangeError('not a hexadecimal text');
  }
  return new Uint8Array(Buffer.from(digits, 'hex'));
}
