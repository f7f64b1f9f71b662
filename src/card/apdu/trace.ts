import { toHex } from '../../hex.ts';
import { formatStatusWord } from './command.ts';
import type { CommandApdu, ResponseApdu } from './command.ts';
import { commandName } from './names.ts';

/** Hears every exchange with a card. */
export interface ApduTrace {
  exchange(command: CommandApdu, response: ResponseApdu): void;
}

export const noTrace: ApduTrace = { exchange() {} };

/** A trace that writes one line an exchange, with secret fields reduced to their absence. */
export function lineTrace(reader: string, write: (line: string) => void): ApduTrace {
  return {
    exchange: (command, response) => {
      write(`${reader}: ${formatExchange(command, response)}`);
    },
  };
}

/**
 * `SELECT 00 A4 08 00 [3F002F00] Le 256 → 9000 [6F…]`. A secret field shows as `[···]`: not even
 * its length is told, since that is the length of the PIN.
 */
export function formatExchange(command: CommandApdu, response: ResponseApdu): string {
  const header = [command.cla, command.ins, command.p1, command.p2];
  const parts = [commandName(command), header.map((byte) => toHex(Uint8Array.of(byte))).join(' ')];
  if (command.data.length > 0) parts.push(field(command.data, command.secrecy === 'command'));
  if (command.le > 0) parts.push(`Le ${String(command.le)}`);
  parts.push('→', formatStatusWord(response.sw));
  if (response.data.length > 0) parts.push(field(response.data, command.secrecy === 'response'));
  return parts.join(' ');
}

function field(data: Uint8Array, secret: boolean): string {
  return secret ? '[···]' : `[${toHex(data)}]`;
}
