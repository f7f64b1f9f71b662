import { MuhurError } from '../errors.ts';
import { toHex } from '../hex.ts';
import { AkisCard } from './akis/akisCard.ts';
import type { CardLayout } from './akis/layout.ts';
import { recogniseAtr } from './akis/recognise.ts';
import type { ApduTrace } from './apdu/trace.ts';
import type { Card, CardSnapshot } from './card.ts';
import type { CardConnection } from './reader/reader.ts';

/** The card behind a connection, and where what was learnt of it can be picked up afterwards. */
export interface OpenCard {
  readonly card: Card;
  readonly layout: () => CardLayout | null;
}

/** Chooses how to speak to a card by its ATR. Sends nothing. */
export function openCard(
  connection: CardConnection,
  trace: ApduTrace,
  layout: CardLayout | null = null,
): OpenCard {
  const recognition = recogniseAtr(connection.atr);
  if (recognition.family === 'unknown') {
    return { card: unrecognisedCard(connection), layout: () => null };
  }
  const card = new AkisCard(connection, trace, recognition, layout);
  return { card, layout: () => card.layout };
}

/** A card that is not AKİS: shown by its ATR, and never sent anything. */
function unrecognisedCard({ atr }: CardConnection): Card {
  const refuse = () => Promise.reject(new MuhurError('card/unrecognised', { atr: toHex(atr) }));
  return {
    family: 'unknown',
    readSerial: () => Promise.resolve(null),
    readCertificates: () => Promise.resolve([]),
    readSnapshot: () => Promise.resolve(UNRECOGNISED),
    readPinStatus: () => Promise.resolve(UNRECOGNISED.pin),
    readPukStatus: () => Promise.resolve(UNRECOGNISED.puk),
    verifyPin: refuse,
    changePin: refuse,
    unblockPin: refuse,
    sign: refuse,
    decipher: refuse,
    relay: refuse,
    logout: () => Promise.resolve(),
  };
}

const UNRECOGNISED: CardSnapshot = {
  family: 'unknown',
  version: null,
  serial: null,
  label: null,
  takesPin: false,
  pin: { state: 'unknown', triesLeft: null },
  puk: { state: 'unknown', triesLeft: null },
  pinRule: null,
  pukRule: null,
  certificates: [],
  keys: [],
  problems: [],
};
