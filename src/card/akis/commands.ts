import { MuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { INS, commandApdu } from '../apdu/command.ts';
import type { CommandApdu } from '../apdu/command.ts';
import { sendOk, statusError } from '../apdu/transport.ts';
import type { ApduTransport } from '../apdu/transport.ts';
import type { PinStatus } from '../card.ts';

/** Largest data field that AKİS V1.0 takes or gives in one APDU. */
export const LARGEST_FIELD = 0xf4;

/** Ne of an extended command that takes whatever comes (ISO 7816-4 §5.1). */
const ANY_LENGTH = 0x10000;

const SERIAL = { offset: 55, length: 12 };

/** GET DATA 0106: the chip's record, with 12 bytes of serial number in it. */
export async function readSerial(transport: ApduTransport): Promise<string> {
  const record = await sendOk(transport, commandApdu([0, INS.getData, 0x01, 0x06], { le: 0x4d }));
  const serial = record.subarray(SERIAL.offset, SERIAL.offset + SERIAL.length);
  if (serial.length < SERIAL.length) {
    throw new MuhurError('card/malformed', { what: 'GET DATA 0106', reason: 'too short' });
  }
  return toHex(serial);
}

export type LifeCycle = 'administration' | 'user' | 'unknown';

/** GET DATA 0104: byte 6 is A0 in administration, A5 in the hands of a user. */
export async function readLifeCycle(transport: ApduTransport): Promise<LifeCycle> {
  const record = await sendOk(transport, commandApdu([0, INS.getData, 0x01, 0x04], { le: 0x0a }));
  if (record[6] === 0xa0) return 'administration';
  return record[6] === 0xa5 ? 'user' : 'unknown';
}

/** Tries as a card tells them in the answer to an empty VERIFY (ISO 7816-4 §7.5.6). */
export async function probeTries(
  transport: ApduTransport,
  reference: number,
  fullTries: number,
): Promise<PinStatus> {
  const command = commandApdu([0, INS.verify, 0, reference]);
  const { sw } = await transport.send(command);
  if (sw === 0x9000) return pinStatus(fullTries, fullTries);
  if ((sw & 0xfff0) === 0x63c0) return pinStatus(sw & 0x0f, fullTries);
  if (sw === 0x6983) return pinStatus(0, fullTries);
  throw statusError(command, sw);
}

function pinStatus(triesLeft: number, fullTries: number): PinStatus {
  if (triesLeft === 0) return { state: 'blocked', triesLeft };
  if (triesLeft === 1) return { state: 'last-try', triesLeft };
  return { state: triesLeft < fullTries ? 'wrong-entered' : 'ready', triesLeft };
}

/** AKİS V1.x tells the tries in tag 90 of an FCI: bit 40 one wrong entry, bit 80 last try. */
export function pinStatusOfPermission(permission: number | null): PinStatus {
  if (permission === null) return { state: 'unknown', triesLeft: null };
  if (permission & 0x80) return { state: 'last-try', triesLeft: 1 };
  if (permission & 0x40) return { state: 'wrong-entered', triesLeft: null };
  return { state: 'ready', triesLeft: null };
}

/** VERIFY with the PIN as it was typed, without padding. */
export async function verify(
  transport: ApduTransport,
  reference: number,
  pin: Uint8Array,
): Promise<void> {
  await sendPin(transport, commandApdu([0, INS.verify, 0, reference], { data: pin }), 'pin');
}

/** CHANGE REFERENCE DATA in AKİS's own form: both PINs behind their lengths, P1 02 for a local PIN. */
export async function change(
  transport: ApduTransport,
  reference: number,
  oldPin: Uint8Array,
  newPin: Uint8Array,
): Promise<void> {
  const isLocal = (reference & 0x80) !== 0;
  const data = joined([[oldPin.length], oldPin, [newPin.length], newPin]);
  const header = [0, INS.changeReferenceData, isLocal ? 2 : 1, reference & 0x7f] as const;
  await sendPin(transport, commandApdu(header, { data }), 'pin').finally(() => data.fill(0));
}

/** RESET RETRY COUNTER in the ISO form (7816-4 §7.5.9, P1 00): PUK and new PIN in a row. */
export async function unblock(
  transport: ApduTransport,
  reference: number,
  puk: Uint8Array,
  newPin: Uint8Array,
): Promise<void> {
  const data = joined([puk, newPin]);
  const command = commandApdu([0, INS.resetRetryCounter, 0, reference], { data });
  await sendPin(transport, command, 'puk').finally(() => data.fill(0));
}

function joined(parts: readonly ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Sends a command with a secret once, and turns the answer into what it means for the tries. */
async function sendPin(
  transport: ApduTransport,
  command: CommandApdu,
  secret: 'pin' | 'puk',
): Promise<void> {
  const { sw } = await transport.send(command);
  if (sw === 0x9000) return;
  if (sw === 0x6983 || sw === 0x63c0) {
    throw new MuhurError(`${secret}/blocked`, { lastTrySpent: sw === 0x63c0 });
  }
  if ((sw & 0xfff0) === 0x63c0) throw new MuhurError(`${secret}/wrong`, { triesLeft: sw & 0x0f });
  if (sw === 0x6300) throw new MuhurError(`${secret}/wrong`, { triesLeft: null });
  if (sw === 0x6984) throw new MuhurError('pin/unusable', {});
  throw statusError(command, sw);
}

/** COMPUTE DIGITAL SIGNATURE with the chosen key, over a DigestInfo or a raw block. */
export function computeSignature(transport: ApduTransport, input: Uint8Array): Promise<Uint8Array> {
  const header = [0, INS.performSecurityOperation, 0x9e, 0x9a] as const;
  return sendGuarded(transport, commandApdu(header, { data: input, le: ANY_LENGTH }));
}

/** DECIPHER with the chosen key; 00 before the cryptogram is the padding indicator. */
export function decipher(transport: ApduTransport, cryptogram: Uint8Array): Promise<Uint8Array> {
  const header = [0, INS.performSecurityOperation, 0x80, 0x86] as const;
  const data = joined([[0], cryptogram]);
  return sendGuarded(transport, commandApdu(header, { data, le: ANY_LENGTH }));
}

/** MANAGE SECURITY ENVIRONMENT: the key that the operations after it use. */
export async function chooseKey(transport: ApduTransport, keyReference: number): Promise<void> {
  await sendOk(transport, commandApdu([0, INS.manageSecurityEnvironment, 0xc3, keyReference]));
}

/** A command that needs a verified PIN. */
async function sendGuarded(transport: ApduTransport, command: CommandApdu): Promise<Uint8Array> {
  const { data, sw } = await transport.send(command);
  if (sw === 0x6982) throw new MuhurError('pin/not-verified', {});
  if (sw !== 0x9000) throw statusError(command, sw);
  return data;
}

/** LOGOUT: drops the verified PIN. */
export async function logout(transport: ApduTransport): Promise<void> {
  await sendOk(transport, commandApdu([0x80, 0x1a, 0, 0]));
}
