/** Bytes of markup. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const NUMBER = 0x23;
export const AMP = 0x26;
export const APOS = 0x27;
export const DASH = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LT = 0x3c;
export const EQUALS = 0x3d;
export const GT = 0x3e;
export const QUESTION = 0x3f;
export const BRACKET = 0x5d;
/** First byte of U+FFFE and U+FFFF, which XML does not have, and of others that it has. */
export const FFFX = 0xef;

function table(wanted: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (wanted(byte) ? 1 : 0));
}

const isBlank = (byte: number): boolean =>
  byte === SPACE || byte === TAB || byte === LF || byte === CR;

/** Bytes where character data needs a look: because they end it, or are not canonical, or forbidden. */
export const TEXT_STOPS = table(
  (byte) => (byte < SPACE && byte !== TAB && byte !== LF) || [LT, AMP, GT, FFFX].includes(byte),
);
/** The same in the value of an attribute. */
export const VALUE_STOPS = table(
  (byte) => byte < SPACE || [QUOTE, APOS, LT, AMP, FFFX].includes(byte),
);
/** The same in a comment. */
export const COMMENT_STOPS = table(
  (byte) => (byte < SPACE && byte !== TAB && byte !== LF) || byte === DASH || byte === FFFX,
);
/** The same in a processing instruction. */
export const INSTRUCTION_STOPS = table(
  (byte) => (byte < SPACE && byte !== TAB && byte !== LF) || byte === QUESTION || byte === FFFX,
);
/** White space (§2.3). */
export const BLANKS = table(isBlank);
/** Bytes that may be part of a name, the colon included. Above ASCII, `isName` decides. */
export const NAME_BYTES = table(
  (byte) => byte >= 0x80 || /[-.:\w]/.test(String.fromCharCode(byte)),
);

/** Is that a character of XML 1.0 (§2.2)? */
export function isCharacter(code: number): boolean {
  if (code < SPACE) return code === TAB || code === LF || code === CR;
  return (
    code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code > 0xffff && code <= 0x10ffff)
  );
}

/** Does U+FFFE or U+FFFF stand at `at`, where there is an 0xEF? */
export function isNoncharacter(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe;
}

const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D' +
  '\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NC_NAME = new RegExp(`^[${START}][-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040${START}]*$`, 'u');

/** Is that a name without a colon (§2.3, Namespaces §3)? */
export function isNcName(name: string): boolean {
  return NC_NAME.test(name);
}

/** Writes a character in UTF-8; returns where the next one goes. */
export function writeUtf8(code: number, into: Uint8Array, at: number): number {
  if (code < 0x80) {
    into[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    into[at] = 0xc0 | (code >> 6);
    into[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    into[at] = 0xe0 | (code >> 12);
    into[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    into[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  into[at] = 0xf0 | (code >> 18);
  into[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  into[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  into[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}
