import { toHex } from '../../hex.ts';

/**
 * Which side of the exchange must appear in no trace: the PIN of VERIFY, CHANGE and RESET RETRY
 * COUNTER on the way in, the plain text of DECIPHER on the way out.
 */
export type Secrecy = 'none' | 'command' | 'response';

/** A command APDU (ISO 7816-4 §5.1), not yet encoded. */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Command data field; empty when there is none. */
  readonly data: Uint8Array;
  /** Ne, the largest number of response bytes expected, 1–65536; 0: none expected. */
  readonly le: number;
  readonly secrecy: Secrecy;
}

export const INS = {
  verify: 0x20,
  manageSecurityEnvironment: 0x22,
  changeReferenceData: 0x24,
  performSecurityOperation: 0x2a,
  resetRetryCounter: 0x2c,
  getChallenge: 0x84,
  select: 0xa4,
  readBinary: 0xb0,
  getResponse: 0xc0,
  getData: 0xca,
} as const;

const NO_DATA = new Uint8Array();

/** The only way to make a command: what is secret follows from the instruction, nobody can forget. */
export function commandApdu(
  header: readonly [cla: number, ins: number, p1: number, p2: number],
  fields: { data?: Uint8Array; le?: number } = {},
): CommandApdu {
  const [cla, ins, p1, p2] = header;
  const { data = NO_DATA, le = 0 } = fields;
  return { cla, ins, p1, p2, data, le, secrecy: secrecyOf(ins, p1, p2) };
}

function secrecyOf(ins: number, p1: number, p2: number): Secrecy {
  switch (ins & 0xfe) {
    case INS.verify:
    case INS.changeReferenceData:
    case INS.resetRetryCounter:
      return 'command';
    case INS.performSecurityOperation:
      return p1 === 0x80 && p2 === 0x86 ? 'response' : 'none';
    default:
      return 'none';
  }
}

/**
 * Bytes of the command: short fields where they fit, else extended (ISO 7816-4 §5.1, table 1).
 * @throws RangeError when a field cannot be expressed.
 */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data, le } = command;
  if (data.length > 0xffff || le > 0x10000) throw new RangeError('APDU field too long');
  const extended = data.length > 0xff || le > 0x100;
  const lc = data.length === 0 ? [] : extended ? [0, ...uint16(data.length)] : [data.length];
  const leField = le === 0 ? [] : extended ? extendedLe(le, data.length > 0) : [le & 0xff];
  const bytes = new Uint8Array(4 + lc.length + data.length + leField.length);
  bytes.set([cla, ins, p1, p2, ...lc]);
  bytes.set(data, 4 + lc.length);
  bytes.set(leField, 4 + lc.length + data.length);
  return bytes;
}

/** Without a data field the leading zero of the extended form has not been written yet. */
function extendedLe(le: number, afterData: boolean): number[] {
  return afterData ? uint16(le) : [0, ...uint16(le)];
}

function uint16(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

/** A response APDU: data field and status word (ISO 7816-4 §5.1). */
export interface ResponseApdu {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** Four upper-case hex digits. */
export function formatStatusWord(sw: number): string {
  return toHex(Uint8Array.of(sw >> 8, sw & 0xff));
}
