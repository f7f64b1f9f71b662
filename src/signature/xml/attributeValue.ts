import { AMP, BLANKS, CR, LF, SPACE, writeUtf8 } from './characters.ts';
import { referenceEnd, referenceValue } from './reference.ts';

/** Room for values, used again and again. */
let room = Buffer.alloc(4096);

/**
 * An attribute's value as it is meant (§2.11, §3.3.3): white space made spaces, references resolved.
 * Valid until the next call.
 */
export function normalisedValue(bytes: Buffer, from: number, to: number): Buffer {
  if (room.length < to - from) room = Buffer.alloc((to - from) * 2);
  let at = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte === AMP) {
      // No reference is shorter than what it means.
      const end = referenceEnd(bytes, i, to, 0);
      at = writeUtf8(referenceValue(bytes, i, end, 0), room, at);
      i = end - 1;
    } else if (BLANKS[byte] === 1) {
      room[at++] = SPACE;
      if (byte === CR && i + 1 < to && bytes[i + 1] === LF) i++;
    } else {
      room[at++] = byte;
    }
  }
  return room.subarray(0, at);
}
