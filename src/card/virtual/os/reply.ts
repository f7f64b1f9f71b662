import { SW } from './statusWord.ts';

/** What a command came to, before it is cut to the length the terminal asked for. */
export interface Reply {
  readonly data: Uint8Array;
  readonly sw: number;
  /**
   * What happens when Le and the data differ: `stream` continues with 61xx, `exact` demands the
   * right Le by 6Cxx, `optional` is left out by a command without Le.
   */
  readonly delivery: 'stream' | 'exact' | 'optional';
}

const NO_DATA = new Uint8Array();

export function status(sw: number): Reply {
  return { data: NO_DATA, sw, delivery: 'stream' };
}

export const done: Reply = status(SW.ok);

export function answer(data: Uint8Array, delivery: Reply['delivery'] = 'stream'): Reply {
  return { data, sw: SW.ok, delivery };
}

/** A response APDU: data and status word. */
export function responseApdu(data: Uint8Array, sw: number): Uint8Array {
  const bytes = new Uint8Array(data.length + 2);
  bytes.set(data);
  bytes.set([sw >> 8, sw & 0xff], data.length);
  return bytes;
}
