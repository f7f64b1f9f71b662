import {
  BLANKS,
  COMMENT_STOPS,
  CR,
  DASH,
  FFFX,
  GT,
  INSTRUCTION_STOPS,
  LF,
  NAME_BYTES,
  QUESTION,
  isNcName,
  isNoncharacter,
} from './characters.ts';
import type { TokenHandler } from './tokenHandler.ts';
import { broken } from './wellFormedness.ts';
import type { ByteWindow } from './window.ts';

/**
 * Behind the XML declaration, which `openXml` has read, at the start of the document; 0 when there is
 * none, -1 when it does not end in the window.
 */
export function declarationEnd({ bytes, end }: ByteWindow): number {
  if (!'<?xml'.startsWith(bytes.toString('latin1', 0, Math.min(end, 5)))) return 0;
  if (end < 6) return -1;
  if (BLANKS[bytes[5] as number] !== 1) return 0;
  const mark = bytes.subarray(0, end).indexOf('?>');
  return mark < 0 ? -1 : mark + 2;
}

/** Hands on the processing instruction at `at`; -1 when it does not end in the window. */
export function readInstruction(handler: TokenHandler, window: ByteWindow, at: number): number {
  const { bytes, base, end } = window;
  let targetEnd = at + 2;
  while (NAME_BYTES[bytes[targetEnd] as number] === 1) targetEnd++;
  if (targetEnd >= end) return -1;
  const target = bytes.toString('utf8', at + 2, targetEnd);
  if (!isNcName(target)) throw broken(target === '' ? 'instruction' : 'name', base + at + 2);
  if (/^xml$/i.test(target))
    throw broken(target === 'xml' ? 'declaration' : 'instruction', base + at);
  let dataStart = targetEnd;
  while (BLANKS[bytes[dataStart] as number] === 1) dataStart++;
  for (let i = dataStart; ; i++) {
    while (INSTRUCTION_STOPS[bytes[i] as number] === 0) i++;
    if (i >= end) return -1;
    const byte = bytes[i];
    if (byte === QUESTION) {
      if (i + 1 >= end) return -1;
      if (bytes[i + 1] !== GT) continue;
      if (dataStart === targetEnd && i > targetEnd) throw broken('instruction', base + targetEnd);
      handler.instruction(at, targetEnd, dataStart, i + 2);
      return i + 2;
    }
    if (byte !== CR && (byte !== FFFX || isNoncharacter(bytes, i)))
      throw broken('character', base + i);
  }
}

/**
 * Hands on what is there of the comment that goes on at `at`. `next` is -1 when the window has no
 * more of it; the window then knows where it goes on.
 */
export function commentPart(
  handler: TokenHandler,
  window: ByteWindow,
  at: number,
): { next: number; ended: boolean } {
  const { bytes, base, end } = window;
  let from = at;
  let i = at;
  for (;;) {
    while (COMMENT_STOPS[bytes[i] as number] === 0) i++;
    if (i >= end) break;
    const byte = bytes[i];
    if (byte === DASH) {
      if (i + 1 >= end) break;
      if (bytes[i + 1] !== DASH) {
        i++;
        continue;
      }
      if (i + 2 >= end) break;
      if (bytes[i + 2] !== GT) throw broken('comment', base + i);
      handler.comment(from, i + 3);
      handler.endComment(i + 3);
      return { next: i + 3, ended: true };
    }
    if (byte === CR) {
      if (i + 1 >= end) break;
      if (i > from) handler.comment(from, i);
      const after = bytes[i + 1] === LF ? i + 2 : i + 1;
      handler.commentLineEnd(i, after);
      from = i = after;
      continue;
    }
    if (byte !== FFFX || isNoncharacter(bytes, i)) throw broken('character', base + i);
    i++;
  }
  if (i > from) handler.comment(from, i);
  window.position = i;
  return { next: -1, ended: false };
}
