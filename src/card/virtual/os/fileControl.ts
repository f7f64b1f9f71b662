import type { CardFile, PinObject } from './contents.ts';

export const TEMPLATE = { fci: 0x6f, fcp: 0x62 } as const;

/** AKİS V1.0, tag 90: file is valid; reading is free; one wrong PIN; last try. */
const PERMISSION = { valid: 0x02, readFree: 0x04, wrongOnce: 0x40, lastTry: 0x80 } as const;

/**
 * File control information as AKİS V1.0 gives it. Without tag 90 its OpenSC driver refuses the
 * card. In that tag the PIN's counter shows, so that it can be read without spending a try.
 */
export function fileControl(file: CardFile, template: number, pin: PinObject): Uint8Array {
  const id = [file.id >> 8, file.id & 0xff];
  const permission = tlv(0x90, [permissionsOf(file) | counterBits(pin)]);
  if (file.kind === 'ef') {
    const size = [file.content.length >> 8, file.content.length & 0xff];
    return tlv(template, [
      ...tlv(0x80, size),
      ...tlv(0x82, [0x01]),
      ...tlv(0x83, id),
      ...permission,
    ]);
  }
  const name = file.name === null ? [] : tlv(0x84, file.name);
  return tlv(template, [...tlv(0x82, [0x38]), ...tlv(0x83, id), ...name, ...permission]);
}

function permissionsOf(file: CardFile): number {
  const readFree = file.kind === 'ef' && file.read === 'always';
  return PERMISSION.valid | (readFree ? PERMISSION.readFree : 0);
}

/** Both bits when the PIN is blocked: "no bit" means that all tries are left. */
function counterBits({ triesLeft, maxTries }: PinObject): number {
  if (triesLeft === 0) return PERMISSION.wrongOnce | PERMISSION.lastTry;
  if (triesLeft === 1) return PERMISSION.lastTry;
  return triesLeft < maxTries ? PERMISSION.wrongOnce : 0;
}

/** One BER-TLV data object with a short length; names and templates of ours stay below 128. */
function tlv(tag: number, value: ArrayLike<number>): Uint8Array {
  return Uint8Array.from([tag, value.length, ...Array.from(value)]);
}
