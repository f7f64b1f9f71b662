import { MuhurError } from '../../errors.ts';

/** One BER-TLV data object (ISO 7816-4 §5.2.2). `tag` holds all its bytes, such as 0x5F24. */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/**
 * Decodes a run of BER-TLV data objects, definite lengths only. Padding bytes 00 and FF between and
 * after objects are passed over (ISO 7816-4 §5.2.2.1). Values are views of the input.
 * @throws `card/malformed` for anything that is not such a run.
 */
export function parseTlvs(bytes: Uint8Array): Tlv[] {
  const objects: Tlv[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (bytes[offset] === 0x00 || bytes[offset] === 0xff) {
      offset++;
      continue;
    }
    const tag = readTag(bytes, offset);
    const length = readLength(bytes, tag.next);
    const end = length.next + length.value;
    if (end > bytes.length) throw malformed('value ends beyond the data');
    objects.push({ tag: tag.value, value: bytes.subarray(length.next, end) });
    offset = end;
  }
  return objects;
}

/** The value of the first object with that tag. */
export function findTlv(objects: readonly Tlv[], tag: number): Uint8Array | null {
  return objects.find((object) => object.tag === tag)?.value ?? null;
}

interface Read {
  readonly value: number;
  readonly next: number;
}

function readTag(bytes: Uint8Array, start: number): Read {
  let value = byteAt(bytes, start);
  let next = start + 1;
  if ((value & 0x1f) !== 0x1f) return { value, next };
  for (;;) {
    const byte = byteAt(bytes, next++);
    value = value * 0x100 + byte;
    if ((byte & 0x80) === 0) return { value, next };
    if (next - start > 3) throw malformed('tag longer than three bytes');
  }
}

function readLength(bytes: Uint8Array, start: number): Read {
  const first = byteAt(bytes, start);
  if (first < 0x80) return { value: first, next: start + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3) throw malformed('length field of a form that cards do not use');
  let value = 0;
  for (let i = 1; i <= count; i++) value = value * 0x100 + byteAt(bytes, start + i);
  return { value, next: start + 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw malformed('data ends in the middle of an object');
  return byte;
}

function malformed(reason: string): MuhurError {
  return new MuhurError('card/malformed', { what: 'BER-TLV', reason });
}
