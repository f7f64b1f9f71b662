import { toHex } from '../../hex.ts';
import type { CardFamily } from '../card.ts';
import { parseAtr } from '../iso7816/atr.ts';

/** What an ATR says of a card. Which purpose a card serves, its certificates say, not its ATR. */
export interface Recognition {
  readonly family: Exclude<CardFamily, 'virtual'>;
  /** "AKİS 2.5.2"; inferred from the ATR, good for display only. Null when it cannot be told. */
  readonly version: string | null;
}

const UNKNOWN: Recognition = { family: 'unknown', version: null };

const V1_0 = /^55454B41452056312E30$/; // "UEKAE V1.0"
const UEKAE = /^806755454B4145([0-9A-F]{2})([0-9A-F]{2})318073B3A180$/;
const TC = /^80655443([0-9A-F]{2})([0-9A-F]{4})31C073F6218081[0-9A-F]{2}$/;

/**
 * Recognises the AKİS families by their historical bytes, which are ISO 7816-4 compact TLV. A wrong
 * TCK does not hinder it: published lists contain such cards. An ATR with surplus bytes is not
 * believed: bindings pad it while a card is being pulled.
 */
export function recogniseAtr(atr: Uint8Array): Recognition {
  const parsed = parseAtr(atr);
  if (parsed === null || parsed.surplus > 0) return UNKNOWN;
  const history = toHex(parsed.historicalBytes);
  if (V1_0.test(history)) return { family: 'akis-1', version: 'AKİS 1.0' };
  const uekae = UEKAE.exec(history);
  if (uekae) return { family: 'akis-1', version: uekaeVersion(hex(uekae[1]), hex(uekae[2])) };
  const tc = TC.exec(history);
  if (tc) return { family: 'akis-2', version: tcVersion(hex(tc[1]), hex(tc[2])) };
  return UNKNOWN;
}

function hex(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 16);
}

/** Major and minor in nibbles; the chip byte's upper bits hold the patch number. */
function uekaeVersion(version: number, chip: number): string {
  const numbers = [version >> 4, version & 0x0f, chip >> 6];
  return `${productName(chip)} ${numbers.join('.')}`;
}

/** 4 bits major, 5 bits minor, 7 bits patch. */
function tcVersion(chip: number, version: number): string {
  const numbers = [version >> 12, (version >> 7) & 0x1f, version & 0x7f];
  return `${productName(chip)} ${numbers.join('.')}`;
}

function productName(chip: number): string {
  return ((chip >> 4) & 0b11) === 2 ? 'UKiS' : 'AKİS';
}
