import { MuhurError, isMuhurError } from '../../../errors.ts';
import { formatStatusWord } from '../../../card/apdu/command.ts';
import { parseTokenInfo } from '../../../card/iso7816/pkcs15/directories.ts';
import { VIRTUAL_CARD_MANUFACTURER } from '../../../card/virtual/manufacturer.ts';
import { toHex } from '../../../hex.ts';
import type { Stage } from './commands.ts';
import type { CardAnswer } from './exchange.ts';

/**
 * What an answer means. `next`: go on. `done`: the new PIN is set. `over`: it cannot be, now or
 * ever. `unclear`: what the card did is not known.
 */
export type Verdict =
  | { readonly kind: 'next' }
  | { readonly kind: 'done' }
  | { readonly kind: 'over' | 'unclear'; readonly failure: MuhurError };

const NEXT: Verdict = { kind: 'next' };
const SERIAL = { offset: 55, length: 12 } as const;
const SW = { ok: 0x9000, endOfFile: 0x6282, blocked: 0x6983 } as const;

/** Judges the whole answer to the command of a stage, for the card with that serial. */
export function judge(stage: Stage, expectedSerial: string, answer: CardAnswer): Verdict {
  const { data, sw } = answer;
  switch (stage) {
    case 'read-serial':
      return sw === SW.ok ? judgeSerial(data, expectedSerial) : refused('GET DATA', sw);
    case 'select-application':
    case 'select-token-info':
      return sw === SW.ok ? NEXT : realCard();
    case 'read-token-info':
      return (sw === SW.ok || sw === SW.endOfFile) && isOurs(data, expectedSerial)
        ? NEXT
        : realCard();
    case 'probe-puk':
      return judgeProbe(sw);
    case 'reset-pin':
      return judgeReset(sw);
  }
}

function judgeSerial(record: Uint8Array, expected: string): Verdict {
  const actual = toHex(record.subarray(SERIAL.offset, SERIAL.offset + SERIAL.length));
  if (actual === expected) return NEXT;
  return over(new MuhurError('portal/other-card', { expected, actual }));
}

/** Real cards of the first generation have the same ATR; this is what tells them apart. */
function isOurs(tokenInfo: Uint8Array, expectedSerial: string): boolean {
  try {
    const { manufacturer, serial } = parseTokenInfo(tokenInfo);
    return manufacturer === VIRTUAL_CARD_MANUFACTURER && serial === expectedSerial;
  } catch (error) {
    if (isMuhurError(error, 'card/malformed')) return false;
    throw error;
  }
}

function judgeProbe(sw: number): Verdict {
  if (sw === SW.blocked || sw === 0x63c0) return over(new MuhurError('portal/card-dead', {}));
  return sw === SW.ok || isTriesLeft(sw) ? NEXT : refused('VERIFY', sw);
}

/** Only 9000 changes the PIN; only these two others surely do not. */
function judgeReset(sw: number): Verdict {
  if (sw === SW.ok) return { kind: 'done' };
  if (sw === SW.blocked) return over(new MuhurError('portal/card-dead', {}));
  if (isTriesLeft(sw)) return over(pukRefused(sw & 0x0f));
  return { kind: 'unclear', failure: cardAnswer('RESET RETRY COUNTER', sw) };
}

function isTriesLeft(sw: number): boolean {
  return (sw & 0xfff0) === 0x63c0;
}

/** Somebody gave the card another PUK than the issuer's. */
export function pukRefused(triesLeft: number | null): MuhurError {
  return new MuhurError('portal/unlock-impossible', { reason: 'puk-refused', triesLeft });
}

export function realCard(): Verdict {
  return over(new MuhurError('portal/real-card', { family: 'akis-1' }));
}

function refused(command: string, sw: number): Verdict {
  return over(cardAnswer(command, sw));
}

function cardAnswer(command: string, sw: number): MuhurError {
  return new MuhurError('portal/card-answer', { command, sw: formatStatusWord(sw) });
}

function over(failure: MuhurError): Verdict {
  return { kind: 'over', failure };
}
