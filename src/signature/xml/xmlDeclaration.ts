import { broken } from './wellFormedness.ts';
import { XmlError } from './xmlError.ts';

/** Longer ones are not looked for. */
export const LONGEST_DECLARATION = 4096;

export interface XmlDeclaration {
  readonly encoding: string | null;
}

const S = '[ \\t\\r\\n]';
const pseudo = (name: string, value: string): string =>
  `${S}+${name}${S}*=${S}*(?:"(${value})"|'(${value})')`;
const DECLARATION = new RegExp(
  `^<\\?xml${pseudo('version', '[-\\w.:]+')}` +
    `(?:${pseudo('encoding', '[A-Za-z][-\\w.]*')})?(?:${pseudo('standalone', 'yes|no')})?${S}*\\?>$`,
);

/**
 * Reads the XML declaration (§2.8) that the text begins with; null when it begins with none. The text
 * is the beginning of the document, each byte or unit a character.
 */
export function readDeclaration(text: string): XmlDeclaration | null {
  if (!/^<\?xml[ \t\r\n]/.test(text)) return null;
  const end = text.indexOf('?>');
  if (end < 0) {
    if (text.length < LONGEST_DECLARATION)
      throw new XmlError('truncated', 'declaration', text.length);
    throw new XmlError('limit', 'declaration', 0);
  }
  const found = DECLARATION.exec(text.slice(0, end + 2));
  if (!found) throw broken('declaration', 0);
  const version = found[1] ?? found[2] ?? '';
  // "1.x" is read as 1.0 by the fifth edition; XML 1.1 has other characters and line ends.
  if (!/^1\.[0-9]+$/.test(version) || version === '1.1') throw new XmlError('version', version, 0);
  return { encoding: found[3] ?? found[4] ?? null };
}
