import type { ByteSource } from './byteSource.ts';
import { encodingByName, toUtf8, type XmlEncoding } from './encodings.ts';
import { LONGEST_DECLARATION, readDeclaration } from './xmlDeclaration.ts';
import { XmlError } from './xmlError.ts';

/** A document whose encoding is known. */
export interface XmlSource {
  readonly encoding: XmlEncoding;
  readonly hasByteOrderMark: boolean;
  /** As it is written. */
  readonly declaredEncoding: string | null;
  /** UTF-8 without byte order mark, checked, cut between characters; a piece is valid until the next. */
  pieces(): Iterable<Uint8Array>;
}

/**
 * Finds out by the first bytes and the XML declaration how the document is encoded (XML 1.0 §4.3.3
 * and appendix F). What contradicts itself is an error and not a guess.
 */
export function openXml(source: ByteSource): XmlSource {
  const head = firstBytes(source, LONGEST_DECLARATION * 2 + 4);
  const { encoding: seen, mark } = encodingByFirstBytes(head);
  const declared = declaredEncoding(head.subarray(mark), seen);
  const encoding = agree(seen, mark > 0, declared);
  const content = mark > 0 ? source.slice(mark, source.size) : source;
  return {
    encoding,
    hasByteOrderMark: mark > 0,
    declaredEncoding: declared,
    pieces: () => toUtf8(encoding, content.pieces()),
  };
}

function firstBytes(source: ByteSource, count: number): Buffer {
  let head = Buffer.alloc(0);
  for (const piece of source.pieces()) {
    head = Buffer.concat([head, piece.subarray(0, count - head.length)]);
    if (head.length === count) break;
  }
  return head;
}

type Seen = 'utf-16le' | 'utf-16be' | 'bytes' | 'utf-8';

/** 'bytes': some encoding that agrees with ASCII. `mark` is the length of the byte order mark. */
function encodingByFirstBytes(head: Buffer): { encoding: Seen; mark: number } {
  const first = head.subarray(0, 4).toString('hex');
  for (const [bytes, name] of UNREAD)
    if (first === bytes) throw new XmlError('encoding-unknown', name, 0);
  if (first.startsWith('efbbbf')) return { encoding: 'utf-8', mark: 3 };
  if (first.startsWith('fffe')) return { encoding: 'utf-16le', mark: 2 };
  if (first.startsWith('feff')) return { encoding: 'utf-16be', mark: 2 };
  if (first === '3c003f00') return { encoding: 'utf-16le', mark: 0 };
  if (first === '003c003f') return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'bytes', mark: 0 };
}

const UNREAD = [
  ['fffe0000', 'UTF-32'],
  ['0000feff', 'UTF-32'],
  ['3c000000', 'UTF-32'],
  ['0000003c', 'UTF-32'],
  ['4c6fa794', 'EBCDIC'],
] as const;

function declaredEncoding(head: Buffer, seen: Seen): string | null {
  const text = beginning(head, seen).slice(0, LONGEST_DECLARATION);
  if (!/^[ \t\r\n]*</.test(text)) throw new XmlError('not-xml', '', 0);
  return readDeclaration(text)?.encoding ?? null;
}

function beginning(head: Buffer, seen: Seen): string {
  if (seen === 'utf-16le') return head.toString('utf16le');
  if (seen !== 'utf-16be') return head.toString('latin1');
  return Buffer.from(head.subarray(0, head.length & ~1))
    .swap16()
    .toString('utf16le');
}

function agree(seen: Seen, hasMark: boolean, declared: string | null): XmlEncoding {
  if (declared === null) return seen === 'bytes' ? 'utf-8' : seen;
  const named = encodingByName(declared);
  if (!named) throw new XmlError('encoding-unknown', declared, 0);
  const wide = named === 'utf-16' || named === 'utf-16le' || named === 'utf-16be';
  if (seen === 'bytes' && !wide) return named;
  if (seen !== 'bytes' && (named === seen || (named === 'utf-16' && seen !== 'utf-8'))) return seen;
  const found = seen === 'bytes' ? 'ASCII' : `${seen}${hasMark ? ' byte order mark' : ''}`;
  throw new XmlError('encoding-contradicts', `${found} / ${declared}`, 0);
}
