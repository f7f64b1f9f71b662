import type { Command } from './command.ts';
import type { PinObject } from './contents.ts';
import { fitsLength, newPinValue, tryPin } from './pinTry.ts';
import type { Reply } from './reply.ts';
import { status } from './reply.ts';
import type { Session } from './session.ts';
import { SW } from './statusWord.ts';

/** AKİS: a reference with this bit belongs to a local PIN. */
const LOCAL = 0x80;

/** VERIFY (ISO 7816-4 §7.5.6); without data it asks for the tries and costs none. */
export async function verify({ p1, p2, data }: Command, session: Session): Promise<Reply> {
  if (p1 !== 0) return status(SW.wrongP1P2);
  const pin = pinOf(session, p2);
  if (pin === null) return status(SW.referenceNotFound);
  if (data.length === 0) return status(probe(pin, session));
  if (!fitsLength(pin, data.length)) return status(SW.wrongLength);
  return status(noted(pin, await tryPin(pin, data, session.persist), session));
}

function probe(pin: PinObject, session: Session): number {
  if (pin.triesLeft === 0) return SW.blocked;
  return isVerified(pin, session) ? SW.ok : SW.triesLeft | pin.triesLeft;
}

/**
 * CHANGE REFERENCE DATA of the PIN. AKİS V1.0 puts a length before each PIN, P1 02 for a local one
 * (reference without its bit 80) and 01 for a global one; ISO 7816-4 §7.5.7 has P1 00 and the two
 * in a row, where the length of the old one is that of the PIN in force.
 */
export async function changeReferenceData(command: Command, session: Session): Promise<Reply> {
  const { p1, p2, data } = command;
  if (p1 > 0x02) return status(SW.wrongP1P2);
  const pin = pinOf(session, p1 === 0x02 ? p2 | LOCAL : p2);
  if (pin === null || (p1 === 0x01 && (p2 & LOCAL) !== 0)) return status(SW.referenceNotFound);
  if (pin !== session.contents.pin) return status(SW.conditionsOfUse);
  const parts = p1 === 0x00 ? splitAt(data, pin.value.length) : splitByLengths(data);
  if (parts === null || !fitsLength(pin, parts.first.length)) return status(SW.wrongLength);
  return replace(pin, parts.first, parts.second, pin, session);
}

/** RESET RETRY COUNTER (ISO 7816-4 §7.5.9): P1 00 PUK and new PIN, P1 01 the PUK alone. */
export async function resetRetryCounter(command: Command, session: Session): Promise<Reply> {
  const { p1, p2, data } = command;
  const { pin, puk } = session.contents;
  if (p1 > 0x01) return status(SW.wrongP1P2);
  if (p2 !== pin.reference) return status(SW.referenceNotFound);
  if (p1 === 0x01) {
    if (!fitsLength(puk, data.length)) return status(SW.wrongLength);
    const change = { objects: [pin], apply: () => void (pin.triesLeft = pin.maxTries) };
    return status(noted(puk, await tryPin(puk, data, session.persist, change), session));
  }
  const parts = splitAt(data, puk.value.length);
  if (parts === null) return status(SW.wrongLength);
  return replace(puk, parts.first, parts.second, pin, session);
}

/** Sets a new PIN if `secret` opens `guard`. What is wrong with the new PIN costs no try. */
async function replace(
  guard: PinObject,
  secret: Uint8Array,
  newPin: Uint8Array,
  pin: PinObject,
  session: Session,
): Promise<Reply> {
  if (guard.triesLeft === 0) return status(SW.blocked);
  if (!fitsLength(pin, newPin.length)) return status(SW.wrongLength);
  const value = newPinValue(newPin);
  if (value === null) return status(SW.wrongData);
  const apply = () => {
    pin.value = value;
    pin.triesLeft = pin.maxTries;
  };
  const sw = await tryPin(guard, secret, session.persist, { objects: [pin], apply });
  // Who unblocks is not who signs: the new PIN has to be verified.
  if (guard !== pin && sw === SW.ok) session.pinVerified = false;
  if (sw !== SW.ok) noted(guard, sw, session);
  return status(sw);
}

/** Keeps in the session what a try came to. */
function noted(pin: PinObject, sw: number, session: Session): number {
  if (pin === session.contents.pin) session.pinVerified = sw === SW.ok;
  else session.pukVerified = sw === SW.ok;
  return sw;
}

function isVerified(pin: PinObject, session: Session): boolean {
  return pin === session.contents.pin ? session.pinVerified : session.pukVerified;
}

/** LOGOUT of AKİS: forgets what was verified. */
export function logout({ p1, p2, data }: Command, session: Session): Reply {
  if (p1 !== 0 || p2 !== 0) return status(SW.wrongP1P2);
  if (data.length > 0) return status(SW.wrongLength);
  session.pinVerified = false;
  session.pukVerified = false;
  return status(SW.ok);
}

function pinOf({ contents }: Session, reference: number): PinObject | null {
  return [contents.pin, contents.puk].find((pin) => pin.reference === reference) ?? null;
}

interface Parts {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

function splitAt(data: Uint8Array, length: number): Parts | null {
  if (data.length < length) return null;
  return { first: data.subarray(0, length), second: data.subarray(length) };
}

function splitByLengths(data: Uint8Array): Parts | null {
  const firstLength = data[0] ?? 0;
  const secondLength = data[1 + firstLength];
  if (secondLength === undefined || data.length !== 2 + firstLength + secondLength) return null;
  return { first: data.subarray(1, 1 + firstLength), second: data.subarray(2 + firstLength) };
}
