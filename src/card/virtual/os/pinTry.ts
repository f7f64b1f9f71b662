import { createHash, timingSafeEqual } from 'node:crypto';
import type { PinObject } from './contents.ts';
import { SW } from './statusWord.ts';

/** What a right PIN changes besides its own counter; it is stored in the same write. */
type Change = () => void;

/**
 * Spends a try on a PIN or PUK. The new counter is in lasting memory before the status word is
 * returned, so that cutting the power never wins a try; a right one at full tries writes nothing.
 *
 * @param objects every PIN object that `change` touches; restored when memory fails.
 * @returns 9000, 63Cx, 6983, or 6581 when the result could not be stored.
 */
export async function tryPin(
  pin: PinObject,
  candidate: Uint8Array,
  persist: () => Promise<void>,
  change?: { readonly objects: readonly PinObject[]; readonly apply: Change },
): Promise<number> {
  if (pin.triesLeft === 0) return SW.blocked;
  if (!equal(candidate, pin.value)) {
    pin.triesLeft--;
    // A counter that could not be written stays lowered for as long as this card has power.
    return (await stored(persist)) ? SW.triesLeft | pin.triesLeft : SW.memoryFailure;
  }
  if (pin.triesLeft === pin.maxTries && change === undefined) return SW.ok;
  const before = [pin, ...(change?.objects ?? [])].map((object) => ({
    object,
    was: { ...object },
  }));
  pin.triesLeft = pin.maxTries;
  change?.apply();
  if (await stored(persist)) return SW.ok;
  for (const { object, was } of before) {
    object.value = was.value;
    object.triesLeft = was.triesLeft;
  }
  return SW.memoryFailure;
}

async function stored(persist: () => Promise<void>): Promise<boolean> {
  try {
    await persist();
    return true;
  } catch {
    return false;
  }
}

/** Takes the same time wherever the two differ, their lengths included. */
function equal(candidate: Uint8Array, value: string): boolean {
  const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(candidate), digest(value));
}

/** A length this PIN can have. */
export function fitsLength(pin: PinObject, length: number): boolean {
  return length >= pin.min && length <= pin.max;
}

/** The text of a new PIN; null unless it is made of ASCII letters and digits. */
export function newPinValue(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[0-9A-Za-z]+$/.test(text) ? text : null;
}
