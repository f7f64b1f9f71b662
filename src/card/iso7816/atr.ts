/** An answer to reset, taken apart (ISO 7816-3 §8.2). */
export interface Atr {
  readonly historicalBytes: Uint8Array;
  /** Protocols offered by the TDi bytes; T=0 alone when there is none. */
  readonly protocols: readonly number[];
  /** Whether TCK is there when it must be, and the XOR from T0 on is zero. */
  readonly checksumValid: boolean;
  /** Bytes after the end; some bindings pad an ATR to 33 bytes. */
  readonly surplus: number;
}

/** Takes an ATR apart; null when the bytes are none (ISO 7816-3 §8.2.1: TS is 3B or 3F). */
export function parseAtr(bytes: Uint8Array): Atr | null {
  const ts = bytes[0];
  const t0 = bytes[1];
  if ((ts !== 0x3b && ts !== 0x3f) || t0 === undefined || bytes.length > 33) return null;
  const protocols: number[] = [];
  let offset = 2;
  let indicator = t0 >> 4;
  for (;;) {
    offset += (indicator & 1) + ((indicator >> 1) & 1) + ((indicator >> 2) & 1);
    if ((indicator & 8) === 0) break;
    const td = bytes[offset++];
    if (td === undefined) return null;
    protocols.push(td & 0x0f);
    indicator = td >> 4;
  }
  const historyEnd = offset + (t0 & 0x0f);
  const needsChecksum = protocols.some((protocol) => protocol !== 0);
  if (historyEnd > bytes.length) return null;
  const end = historyEnd + (needsChecksum ? 1 : 0);
  const checked = bytes.subarray(1, end);
  const xor = checked.reduce((sum, byte) => sum ^ byte, 0);
  return {
    historicalBytes: bytes.subarray(offset, historyEnd),
    protocols: protocols.length === 0 ? [0] : protocols,
    checksumValid: !needsChecksum || (end <= bytes.length && xor === 0),
    surplus: Math.max(0, bytes.length - end),
  };
}
