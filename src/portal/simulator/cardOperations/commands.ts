import { commandApdu, INS } from '../../../card/apdu/command.ts';
import type { CommandApdu } from '../../../card/apdu/command.ts';
import { LARGEST_FIELD } from '../../../card/akis/commands.ts';
import { PKCS15_AID } from '../../../card/virtual/pkcs15/directories.ts';

/**
 * The commands of Kilit Çözme in their order. Up to `probe-puk` nothing changes on any card and
 * nothing secret is said; they make sure that it is the right card, and one of ours.
 */
export const STAGES = [
  'read-serial',
  'select-application',
  'select-token-info',
  'read-token-info',
  'probe-puk',
  'reset-pin',
] as const;
export type Stage = (typeof STAGES)[number];

/** References that the simulator's cards give their PIN and PUK. */
const PIN = 0x80;
const PUK = 0x81;

/** EF.TokenInfo inside the application (ISO 7816-15 §7.5). */
const TOKEN_INFO = Uint8Array.of(0x50, 0x32);
/** GET DATA 0106 of AKİS gives so many bytes. */
const CHIP_RECORD_LENGTH = 0x4d;

/** The command of a stage that says nothing secret. */
export function identifyingCommand(stage: Exclude<Stage, 'reset-pin'>): CommandApdu {
  switch (stage) {
    case 'read-serial':
      return commandApdu([0, INS.getData, 0x01, 0x06], { le: CHIP_RECORD_LENGTH });
    case 'select-application':
      return commandApdu([0, INS.select, 0x04, 0x0c], { data: PKCS15_AID });
    case 'select-token-info':
      return commandApdu([0, INS.select, 0x02, 0x0c], { data: TOKEN_INFO });
    case 'read-token-info':
      return commandApdu([0, INS.readBinary, 0, 0], { le: LARGEST_FIELD });
    case 'probe-puk':
      // Without data VERIFY tells the tries and spends none (ISO 7816-4 §7.5.6).
      return commandApdu([0, INS.verify, 0, PUK]);
  }
}

/** RESET RETRY COUNTER (ISO 7816-4 §7.5.9, P1 00): PUK and new PIN in a row. */
export function resetPinCommand(puk: string, newPin: string): CommandApdu {
  const data = new Uint8Array(Buffer.from(puk + newPin, 'ascii'));
  return commandApdu([0, INS.resetRetryCounter, 0, PIN], { data });
}
