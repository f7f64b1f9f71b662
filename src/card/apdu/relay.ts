import { MuhurError } from '../../errors.ts';
import type { CardConnection } from '../reader/reader.ts';
import { commandApdu } from './command.ts';
import type { CommandApdu } from './command.ts';
import type { ApduTrace } from './trace.ts';
import { rawTransport } from './transport.ts';

/**
 * Passes one command of somebody else to the card and its answer back, both as they are: no 61xx is
 * followed, no Le corrected. The trace masks by the instruction, as for our own commands.
 *
 * @param bytes a short command APDU (ISO 7816-4 §5.1); they are zeroed.
 * @throws `card/malformed` for bytes that are none; nothing was sent then.
 */
export async function relayCommand(
  connection: CardConnection,
  trace: ApduTrace,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  try {
    const command = parseShortCommand(bytes);
    const { data, sw } = await rawTransport(connection, trace).send(command);
    return Uint8Array.from([...data, sw >> 8, sw & 0xff]);
  } finally {
    bytes.fill(0);
  }
}

function parseShortCommand(bytes: Uint8Array): CommandApdu {
  const [cla, ins, p1, p2, lc] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    throw malformed('too short');
  }
  const header = [cla, ins, p1, p2] as const;
  if (lc === undefined) return commandApdu(header);
  if (bytes.length === 5) return commandApdu(header, { le: lc || 0x100 });
  const data = bytes.slice(5, 5 + lc);
  const le = bytes.subarray(5 + lc);
  if (lc === 0 || data.length < lc || le.length > 1) throw malformed('lengths do not fit');
  return commandApdu(header, { data, le: le[0] === undefined ? 0 : le[0] || 0x100 });
}

function malformed(reason: string): MuhurError<'card/malformed'> {
  return new MuhurError('card/malformed', { what: 'APDU', reason });
}
