import * as z from 'zod';
import { INS, commandApdu } from '../../../card/apdu/command.ts';
import type { CommandApdu } from '../../../card/apdu/command.ts';
import { LARGEST_FIELD } from '../../../card/akis/commands.ts';
import { toHex } from '../../../hex.ts';

/**
 * Where an answer stands that comes in parts (ISO 7816-4 §5.6): the card named the right Le by 6Cxx,
 * or it has more by 61xx. Kept between two requests.
 */
export const exchange = z.object({
  kind: z.enum(['repeat', 'more']),
  le: z.int(),
  received: z.string(),
  rounds: z.int(),
});
export type Exchange = z.output<typeof exchange>;

/** Of everything that is read here, the longest takes one part. */
const MOST_ROUNDS = 8;
/** The longest short response APDU: 256 bytes and the status word. */
const LONGEST_RESPONSE = 258;

/** The whole answer to a command. */
export interface CardAnswer {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** What a card sent as one response APDU; null when it is none. */
export function parseAnswer(bytes: Uint8Array): CardAnswer | null {
  if (bytes.length < 2 || bytes.length > LONGEST_RESPONSE) return null;
  const [sw1 = 0, sw2 = 0] = bytes.subarray(-2);
  return { data: bytes.subarray(0, -2), sw: (sw1 << 8) | sw2 };
}

/** What has to be sent to get the rest of an answer, or the same command with another Le. */
export function continued(command: CommandApdu, { kind, le }: Exchange): CommandApdu {
  return kind === 'repeat' ? { ...command, le } : commandApdu([0, INS.getResponse, 0, 0], { le });
}

/** Adds an answer to what came before: either it goes on, or it is whole. */
export function collect(before: Exchange | null, { data, sw }: CardAnswer): Exchange | CardAnswer {
  const received = (before?.received ?? '') + toHex(data);
  const rounds = (before?.rounds ?? 0) + 1;
  const le = sw & 0xff || 0x100;
  if (rounds < MOST_ROUNDS) {
    if (sw >> 8 === 0x6c) return { kind: before?.kind ?? 'repeat', le, received, rounds };
    if (sw >> 8 === 0x61) {
      return { kind: 'more', le: Math.min(le, LARGEST_FIELD), received, rounds };
    }
  }
  return { data: new Uint8Array(Buffer.from(received, 'hex')), sw };
}
