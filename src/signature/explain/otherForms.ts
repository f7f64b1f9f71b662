import type { DigestCause } from '../report/digestCause.ts';
import { kindOf, textOfBytes, tokensOf } from './canonicalText.ts';
import type { Hypothesis } from './hypothesis.ts';
import { hypothesis } from './hypothesis.ts';

/** Instructions outside the root, all or one, were not in what was signed. */
export function* withoutInstructions(text: string): Iterable<Hypothesis> {
  const tokens = tokensOf(text);
  const first = tokens.findIndex((token) => kindOf(token) === 'start');
  const last = tokens.findLastIndex((token) => kindOf(token) === 'end');
  const outside = tokens
    .map((token, index) => ({ token, index }))
    .filter(
      ({ token, index }) => kindOf(token) === 'instruction' && (index < first || index > last),
    );
  if (outside.length === 0) return;
  const causeOf = (token: string) =>
    ({ kind: 'instruction', target: /^<\?([^\s?]+)/.exec(token)?.[1] ?? '' }) as const;
  // Canonical XML puts a line end after the ones before the root, and before the ones after it.
  const without = (indexes: readonly number[]) =>
    tokens
      .filter((_, index) => {
        const isLineEnd = indexes.some((at) => index === (at < first ? at + 1 : at - 1));
        return !indexes.includes(index) && !(isLineEnd && tokens[index] === '\n');
      })
      .join('');
  for (const { token, index } of outside) yield hypothesis(causeOf(token), without([index]));
  if (outside.length > 1) {
    yield {
      causes: outside.map(({ token }) => causeOf(token)),
      text: without(outside.map(({ index }) => index)),
    };
  }
}

/** An attribute or a declaration was added after signing: one at a time is taken away. */
export function* withoutAttributes(text: string): Iterable<Hypothesis> {
  for (const { index, 0: tag } of text.matchAll(/<[^/?!](?:[^>"]|"[^"]*")*>/g)) {
    for (const { index: at, 0: attribute } of tag.matchAll(/ ([^=\s]+)="[^"]*"/g)) {
      const from = index + at;
      const name = Buffer.from(attribute.slice(1, attribute.indexOf('=')), 'latin1').toString();
      const rest = text.slice(0, from) + text.slice(from + attribute.length);
      yield hypothesis(causeOfName(name), rest);
    }
  }
}

function causeOfName(name: string): DigestCause {
  const declared = /^xmlns(?::(.+))?$/.exec(name);
  return declared === null
    ? { kind: 'attribute', name }
    : { kind: 'namespace', prefix: declared[1] ?? '', added: true };
}

/** Encodings of Turkish letters that programs mistake for each other. */
const SINGLE_BYTE = ['windows-1254', 'iso-8859-9', 'windows-1252'] as const;

/** Signed in another encoding than UTF-8, or letters were read in a wrong one and written again. */
export function* otherEncodings(text: string): Iterable<Hypothesis> {
  if (!/[\x80-\xff]/.test(text)) return;
  const letters = Buffer.from(text, 'latin1').toString('utf8');
  for (const encoding of SINGLE_BYTE) {
    const cause = { kind: 'encoding', encoding } as const;
    const bytes = encoded(letters, encoding);
    // As it is: what was signed is in that encoding; and if it reads as UTF-8, what it was before.
    if (bytes !== null) yield hypothesis(cause, bytes);
    const decoded = new TextDecoder(encoding).decode(Buffer.from(text, 'latin1'));
    yield hypothesis(cause, textOfBytes(Buffer.from(decoded, 'utf8')));
  }
  const ascii = letters.replace(/[^\x00-\x7f]/gu, '?');
  yield hypothesis({ kind: 'encoding', encoding: 'us-ascii' }, ascii);
  const utf16 = Buffer.from(letters, 'utf16le');
  yield hypothesis({ kind: 'encoding', encoding: 'utf-16le' }, textOfBytes(utf16));
  yield hypothesis({ kind: 'encoding', encoding: 'utf-16be' }, textOfBytes(utf16.swap16()));
}

/** The bytes of letters in a single-byte encoding; null when it has not all of them. */
function encoded(letters: string, encoding: string): string | null {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, string>();
  for (let byte = 0; byte < 256; byte++) {
    table.set(decoder.decode(Uint8Array.of(byte)), String.fromCharCode(byte));
  }
  const beyond = letters.match(/[^\x00-\x7f]/gu) ?? [];
  if ([...new Set(beyond)].some((letter) => !table.has(letter))) return null;
  return letters.replace(/[^\x00-\x7f]/gu, (letter) => table.get(letter) ?? '');
}

/** A byte order mark was digested, too. */
export function* withByteOrderMark(text: string): Iterable<Hypothesis> {
  yield hypothesis({ kind: 'byte-order-mark' }, `\u00ef\u00bb\u00bf${text}`);
}
