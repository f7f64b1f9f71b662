import { SW } from './statusWord.ts';

/** A command APDU as a card sees it (ISO 7816-4 §5.1). */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Ne, the largest answer expected: 1–65536; null: the command has no Le field. */
  readonly le: number | null;
  readonly extended: boolean;
}

const NO_DATA = new Uint8Array();

/** @returns the command, or the status word that answers bytes which are none. */
export function parseCommand(bytes: Uint8Array): Command | number {
  const [cla, ins, p1, p2] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    return SW.wrongLength;
  }
  const body = parseBody(bytes.subarray(4));
  return body === null ? SW.wrongLength : { cla, ins, p1, p2, ...body };
}

type Body = Pick<Command, 'data' | 'le' | 'extended'>;

/** Lc, data and Le in the short or the extended form (ISO 7816-4 §5.1, table 1). */
function parseBody(body: Uint8Array): Body | null {
  const [first] = body;
  if (first === undefined) return { data: NO_DATA, le: null, extended: false };
  if (body.length === 1) return { data: NO_DATA, le: first || 0x100, extended: false };
  if (first !== 0) return withData(body.subarray(1), first, false);
  if (body.length < 3) return null;
  const length = uint16(body, 1);
  if (body.length === 3) return { data: NO_DATA, le: length || 0x10000, extended: true };
  return length === 0 ? null : withData(body.subarray(3), length, true);
}

function withData(rest: Uint8Array, length: number, extended: boolean): Body | null {
  const data = rest.subarray(0, length);
  const le = rest.subarray(length);
  if (data.length < length) return null;
  if (le.length === 0) return { data, le: null, extended };
  if (le.length !== (extended ? 2 : 1)) return null;
  const value = extended ? uint16(le, 0) || 0x10000 : (le[0] ?? 0) || 0x100;
  return { data, le: value, extended };
}

function uint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
