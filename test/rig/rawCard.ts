import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { fromHex } from '../../src/hex.ts';

/** How a card behaves that is not one of ours. Null: it says nothing, for ever. */
export interface RawCardBehaviour {
  readonly atr: string | null;
  answer(command: Buffer): string | null;
}

/** A card pushed into a vpcd reader by hand, for the cases that a good card never makes. */
export interface RawCard {
  readonly received: Buffer[];
  pull(): void;
}

/** Frames both ways: two bytes of length, payload; a payload of one byte is a control code. */
export async function insertRawCard(port: number, behaviour: RawCardBehaviour): Promise<RawCard> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const received: Buffer[] = [];
  let buffered = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 2 && buffered.length >= 2 + buffered.readUInt16BE()) {
      const end = 2 + buffered.readUInt16BE();
      const payload = Buffer.from(buffered.subarray(2, end));
      buffered = buffered.subarray(end);
      const isCommand = payload.length > 1;
      if (isCommand) received.push(payload);
      const reply = isCommand ? behaviour.answer(payload) : payload[0] === 4 ? behaviour.atr : null;
      if (reply !== null) sendFrame(socket, fromHex(reply));
    }
  });
  return { received, pull: () => socket.destroy() };
}

function sendFrame(socket: Socket, payload: Uint8Array): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length);
  socket.write(Buffer.concat([length, payload]));
}
