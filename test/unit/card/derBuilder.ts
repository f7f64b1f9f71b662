import { fromHex } from '../../../src/hex.ts';

/** A DER value from its tag byte and content; parts are joined. For test data only. */
export function der(tag: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const bytes = parts.map((part) => (typeof part === 'string' ? fromHex(part) : part));
  const content = Buffer.concat(bytes);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag, ...header), content]));
}

export const seq = (...parts: readonly (Uint8Array | string)[]): Uint8Array => der(0x30, ...parts);
export const octets = (hex: string): Uint8Array => der(0x04, hex);
export const utf8 = (text: string): Uint8Array => der(0x0c, new TextEncoder().encode(text));
