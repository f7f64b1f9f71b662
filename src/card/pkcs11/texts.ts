const utf8 = new TextDecoder('utf-8', { fatal: true });
const turkish = new TextDecoder('windows-1254');

/** A label: UTF-8 as the standard wants it, else windows-1254 as older Turkish software wrote it. */
export function textOf(bytes: Uint8Array | null): string {
  if (bytes === null) return '';
  return withoutPadding(decoded(bytes));
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return turkish.decode(bytes);
  }
}

/**
 * Fixed fields of CK_…_INFO are padded with blanks, by some modules with zeros; what follows a zero
 * is whatever was in memory.
 */
export function withoutPadding(text: string): string {
  return text
    .replace(/\u0000.*$/su, '')
    .replace(/[\u0001-\u001f\u007f]+/g, ' ')
    .trim();
}
