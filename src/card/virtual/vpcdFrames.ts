/** Control codes of vpcd: a frame with one byte of payload. */
export const VPCD = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, getAtr: 0x04 } as const;

/** A frame of vpcd: two bytes of length, big-endian, and the payload (at most 65535 bytes). */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  if (payload.length > 0xffff) throw new RangeError('longer than a frame');
  return Uint8Array.from([payload.length >> 8, payload.length & 0xff, ...payload]);
}

/**
 * Payloads out of a stream that is cut anywhere. Holds back at most one frame, because no chunk is
 * taken before the frames of the last one were.
 */
export class FrameReader {
  #held: Uint8Array = new Uint8Array();

  *take(chunk: Uint8Array): Generator<Uint8Array> {
    let bytes: Uint8Array = Buffer.concat([this.#held, chunk]);
    for (;;) {
      const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
      if (bytes.length < 2 || bytes.length < 2 + length) break;
      yield bytes.subarray(2, 2 + length);
      bytes = bytes.subarray(2 + length);
    }
    this.#held = bytes;
  }
}
