import type { Command } from './command.ts';
import type { Reply } from './reply.ts';
import { responseApdu } from './reply.ts';
import { SW } from './statusWord.ts';

/** The most that AKİS V1.0 gives in one short response. */
const LARGEST_SHORT = 0xf4;

const NO_DATA = new Uint8Array();

/** Cuts answers to the length asked for, and keeps the rest for GET RESPONSE (ISO 7816-4 §7.6.1). */
export class PendingResponse {
  #rest: Uint8Array = NO_DATA;

  deliver(reply: Reply, command: Command): Uint8Array {
    const { data, sw, delivery } = reply;
    if (data.length === 0) return responseApdu(data, sw);
    if (delivery === 'optional' && command.le === null) return responseApdu(NO_DATA, sw);
    const limit = limitOf(command);
    if (delivery !== 'stream' && data.length > limit) {
      return responseApdu(NO_DATA, SW.wrongLe | (data.length & 0xff));
    }
    return this.#give(data, limit, sw);
  }

  /** GET RESPONSE. */
  next(command: Command): Uint8Array {
    const { p1, p2, data, le } = command;
    if (p1 !== 0 || p2 !== 0) return responseApdu(NO_DATA, SW.wrongP1P2);
    if (data.length > 0 || le === null) return responseApdu(NO_DATA, SW.wrongLength);
    const rest = this.#rest;
    if (rest.length === 0) return responseApdu(NO_DATA, SW.conditionsOfUse);
    const asksForAll = le === 0x100 || le === 0x10000;
    if (le > rest.length && !asksForAll)
      return responseApdu(NO_DATA, SW.wrongLe | (rest.length & 0xff));
    return this.#give(rest, limitOf(command), SW.ok);
  }

  clear(): void {
    this.#rest = NO_DATA;
  }

  #give(data: Uint8Array, limit: number, sw: number): Uint8Array {
    this.#rest = data.subarray(limit);
    if (this.#rest.length === 0) return responseApdu(data, sw);
    const announced = this.#rest.length > 0xff ? 0 : this.#rest.length;
    return responseApdu(data.subarray(0, limit), SW.moreData | announced);
  }
}

function limitOf({ le, extended }: Command): number {
  return extended ? (le ?? 0) : Math.min(le ?? 0, LARGEST_SHORT);
}
