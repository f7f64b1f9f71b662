/**
 * Canonical forms as text in which each character is one byte, so that pieces can be taken out and
 * put in without decoding. Canonical XML has few forms, and a small grammar is enough for it.
 */
export type CanonicalText = string;

export function textOfBytes(bytes: Uint8Array): CanonicalText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function bytesOfText(text: CanonicalText): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** Characters of a name or value as bytes in UTF-8. */
export function utf8(text: string): CanonicalText {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Instructions, comments, tags, and the texts between them. */
const TOKEN = /<\?[^]*?\?>|<!--[^]*?-->|<(?:[^>"]|"[^"]*")*>|[^<]+/g;

export function tokensOf(text: CanonicalText): string[] {
  return text.match(TOKEN) ?? [];
}

export type TokenKind = 'start' | 'end' | 'instruction' | 'comment' | 'text';

export function kindOf(token: string): TokenKind {
  if (!token.startsWith('<')) return 'text';
  if (token.startsWith('</')) return 'end';
  if (token.startsWith('<?')) return 'instruction';
  return token.startsWith('<!--') ? 'comment' : 'start';
}

export function isWhiteSpace(token: string): boolean {
  return /^[ \t\n]*$/.test(token);
}

/** A start tag of canonical form, in its parts. */
export interface StartTag {
  readonly name: string;
  readonly namespaces: readonly Declaration[];
  /** As they stand, each with the space before it. */
  readonly attributes: readonly string[];
}

export interface Declaration {
  /** Empty for the default namespace. */
  readonly prefix: string;
  readonly value: string;
}

export function startTagOfToken(token: string): StartTag {
  const name = /^<([^ >]+)/.exec(token)?.[1] ?? '';
  const parts = token.match(/ [^=]+="[^"]*"/g) ?? [];
  const namespaces: Declaration[] = [];
  const attributes: string[] = [];
  for (const part of parts) {
    const declared = /^ xmlns(?::([^=]+))?="([^"]*)"$/.exec(part);
    if (declared === null) attributes.push(part);
    else namespaces.push({ prefix: declared[1] ?? '', value: declared[2] ?? '' });
  }
  return { name, namespaces, attributes };
}

/** In canonical order: namespaces by prefix, then the attributes as they were. */
export function tokenOfStartTag({ name, namespaces, attributes }: StartTag): string {
  const sorted = namespaces.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1));
  const declared = sorted.map(({ prefix, value }) =>
    prefix === '' ? ` xmlns="${value}"` : ` xmlns:${prefix}="${value}"`,
  );
  return `<${name}${declared.join('')}${attributes.join('')}>`;
}
