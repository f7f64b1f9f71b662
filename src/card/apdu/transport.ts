import { MuhurError } from '../../errors.ts';
import type { CardConnection } from '../reader/reader.ts';
import { INS, commandApdu, encodeCommand, formatStatusWord } from './command.ts';
import type { CommandApdu, ResponseApdu } from './command.ts';
import { commandName } from './names.ts';
import type { ApduTrace } from './trace.ts';

/**
 * Something that answers a command. The processors below wrap one transport in another; each knows
 * one rule of ISO 7816-4 and can be tested alone.
 */
export interface ApduTransport {
  send(command: CommandApdu): Promise<ResponseApdu>;
}

/** No card sends more in one answer; a longer chain of 61xx is a defect or an attack. */
const LONGEST_ANSWER = 0x10000;

/** The chain that a card with short APDUs and command chaining needs. */
export function shortApduTransport(
  connection: CardConnection,
  trace: ApduTrace,
  largestField: number,
): ApduTransport {
  const wire = rawTransport(connection, trace);
  return chained(withGetResponse(withCorrectLe(wire), largestField), largestField);
}

/** The chain for a card that takes and gives extended length: one APDU, whatever its size. */
export function extendedApduTransport(connection: CardConnection, trace: ApduTrace): ApduTransport {
  const wire = rawTransport(connection, trace);
  return withGetResponse(withCorrectLe(wire), LONGEST_ANSWER);
}

/** Each command as it is, each answer as it comes. */
export function rawTransport(connection: CardConnection, trace: ApduTrace): ApduTransport {
  return traced(wireTransport(connection), trace);
}

/** Encodes, transmits, decodes. Encoded secrets are overwritten as soon as they were sent. */
export function wireTransport(connection: CardConnection): ApduTransport {
  return {
    async send(command) {
      const bytes = encodeCommand(command);
      try {
        return parseResponse(await connection.transmit(bytes));
      } finally {
        if (command.secrecy === 'command') bytes.fill(0);
      }
    },
  };
}

function parseResponse(bytes: Uint8Array): ResponseApdu {
  const [sw1, sw2] = bytes.subarray(-2);
  if (sw1 === undefined || sw2 === undefined) {
    throw new MuhurError('card/malformed', { what: 'APDU', reason: 'no status word' });
  }
  return { data: bytes.subarray(0, -2), sw: (sw1 << 8) | sw2 };
}

/** Reports every exchange that reaches the card. */
function traced(next: ApduTransport, trace: ApduTrace): ApduTransport {
  return {
    async send(command) {
      const response = await next.send(command);
      trace.exchange(command, response);
      return response;
    },
  };
}

/** 6Cxx: wrong Le, the card names the right one; asked once more with that (ISO 7816-4 §5.6). */
export function withCorrectLe(next: ApduTransport): ApduTransport {
  return {
    async send(command) {
      const response = await next.send(command);
      if (response.sw >> 8 !== 0x6c || command.le === 0) return response;
      return next.send({ ...command, le: response.sw & 0xff || 0x100 });
    },
  };
}

/** 61xx: more data waits; fetched by GET RESPONSE until the card has said all. */
export function withGetResponse(next: ApduTransport, largestField: number): ApduTransport {
  return {
    async send(command) {
      let response = await next.send(command);
      if (response.sw >> 8 !== 0x61) return response;
      const parts = [response.data];
      let length = response.data.length;
      while (response.sw >> 8 === 0x61) {
        const le = Math.min(response.sw & 0xff || 0x100, largestField);
        const getResponse = commandApdu([command.cla & 0xef, INS.getResponse, 0, 0], { le });
        response = await next.send({ ...getResponse, secrecy: answerSecrecy(command) });
        parts.push(response.data);
        length += response.data.length;
        if (response.data.length === 0 || length > LONGEST_ANSWER) break;
      }
      return { data: Buffer.concat(parts), sw: response.sw };
    },
  };
}

function answerSecrecy(command: CommandApdu): CommandApdu['secrecy'] {
  return command.secrecy === 'response' ? 'response' : 'none';
}

/** Command chaining (ISO 7816-4 §5.3.3): data longer than the card takes goes in several parts. */
export function chained(next: ApduTransport, largestField: number): ApduTransport {
  return {
    async send(command) {
      let rest = command.data;
      while (rest.length > largestField) {
        const part = { ...command, cla: command.cla | 0x10, data: rest.subarray(0, largestField) };
        const response = await next.send({ ...part, le: 0 });
        if (response.sw !== 0x9000) return response;
        rest = rest.subarray(largestField);
      }
      return next.send({ ...command, data: rest });
    },
  };
}

/**
 * Sends and insists on success.
 * @throws `card/status` with the name of the command and the status word.
 */
export async function sendOk(transport: ApduTransport, command: CommandApdu): Promise<Uint8Array> {
  const { data, sw } = await transport.send(command);
  if (sw !== 0x9000) throw statusError(command, sw);
  return data;
}

export function statusError(command: CommandApdu, sw: number): MuhurError<'card/status'> {
  const data = { command: commandName(command), sw: formatStatusWord(sw) };
  return new MuhurError('card/status', data);
}
