import { NAME_BYTES, NUMBER, SEMICOLON, isCharacter } from './characters.ts';
import { broken } from './wellFormedness.ts';
import { XmlError } from './xmlError.ts';

/** The five entities of XML, by their bytes as one number. */
const ENTITIES = new Map(
  Object.entries({ amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }).map(([name, code]) => [
    asNumber(Buffer.from(name), 0, name.length),
    code,
  ]),
);
const LONGEST_ENTITY = 4;

/** Behind the ";" of the reference whose "&" is at `at`; -1 when `end` comes first. */
export function referenceEnd(bytes: Uint8Array, at: number, end: number, base: number): number {
  let i = at + 1;
  if (bytes[i] === NUMBER) i++;
  while (i < end && NAME_BYTES[bytes[i] as number] === 1) i++;
  if (i >= end) return -1;
  if (bytes[i] !== SEMICOLON) throw broken('reference', base + at);
  return i + 1;
}

/** The character that the reference means (§4.1, §4.6). */
export function referenceValue(bytes: Buffer, at: number, end: number, base: number): number {
  if (bytes[at + 1] === NUMBER) return numericValue(bytes, at, end, base);
  const length = end - at - 2;
  if (length === 0) throw broken('reference', base + at);
  const code =
    length <= LONGEST_ENTITY ? ENTITIES.get(asNumber(bytes, at + 1, end - 1)) : undefined;
  if (code !== undefined) return code;
  throw new XmlError('entity', bytes.toString('utf8', at + 1, end - 1).slice(0, 100), base + at);
}

function asNumber(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) number = (number << 8) | (bytes[i] as number);
  return number;
}

function numericValue(bytes: Uint8Array, at: number, end: number, base: number): number {
  const hexadecimal = bytes[at + 2] === 0x78;
  const from = at + (hexadecimal ? 3 : 2);
  const radix = hexadecimal ? 16 : 10;
  if (from === end - 1) throw broken('reference', base + at);
  let code = 0;
  for (let i = from; i < end - 1; i++) {
    const digit = digitValue(bytes[i] as number);
    if (digit >= radix) throw broken('reference', base + at);
    code = Math.min(code * radix + digit, 0x110000);
  }
  if (!isCharacter(code)) throw broken('character', base + at);
  return code;
}

function digitValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 99;
}
