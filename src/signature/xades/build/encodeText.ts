import type { XmlEncoding } from '../../xml/encodings.ts';

/**
 * Text of a document in its encoding. A letter that the encoding lacks becomes a numeric reference,
 * which says the same in text and in attribute values.
 */
export function encodeText(text: string, encoding: XmlEncoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const bytes = singleBytes(encoding);
  return Buffer.concat(
    Array.from(text, (letter) => {
      const byte = bytes.get(letter);
      if (byte !== undefined) return Uint8Array.of(byte);
      return Buffer.from(`&#${letter.codePointAt(0) ?? 0};`, 'latin1');
    }),
  );
}

/** The letters of a code page that is not wider than a byte; its control characters are left out. */
function singleBytes(encoding: XmlEncoding): ReadonlyMap<string, number> {
  const turkish = encoding === 'windows-1254' || encoding === 'iso-8859-9';
  const decoder = new TextDecoder(turkish ? 'windows-1254' : 'windows-1252');
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < (encoding === 'us-ascii' ? 0x80 : 0x100); byte++) {
    if (byte < 0x80 || byte >= 0xa0) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  }
  return bytes;
}
