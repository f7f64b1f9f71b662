import type { Disposable } from '../disposable.ts';
import type { MuhurError } from '../errors.ts';
import type { Card, CardSnapshot } from './card.ts';
import type { ReaderStatus, ShareMode } from './reader/reader.ts';
import type { ModuleRecord, TokenRecord, TokenTarget } from './tokenSource.ts';

/** A reader and what was read from the card in it. Immutable; a change is a new record. */
export interface ReaderRecord {
  readonly status: ReaderStatus;
  /** The card is being read; `card` may still hold what was read before. */
  readonly reading: boolean;
  readonly card: CardSnapshot | null;
  /** Why the card could not be read. */
  readonly error: MuhurError | null;
  /** The same card as modules show it. */
  readonly tokens: readonly TokenRecord[];
  /** The one of them that PINs and signatures go through; null: raw commands. */
  readonly way: TokenRecord | null;
}

/** All readers at one moment. */
export interface CardsState {
  /** Sorted by name, in-process readers last. */
  readonly readers: readonly ReaderRecord[];
  /** What PKCS#11 modules show, or why they show nothing. */
  readonly modules: readonly ModuleRecord[];
  /** Tokens that are no card in one of the readers. */
  readonly tokens: readonly TokenRecord[];
  /** Why PC/SC readers cannot be seen: `reader/no-service`, `reader/addon-missing`. */
  readonly problem: MuhurError | null;
  /** False until every source has reported once. */
  readonly settled: boolean;
}

/** Which card an operation is meant for: the reader, and the serial seen when it was chosen. */
export interface CardTarget {
  readonly reader: string;
  /** Null: the card tells no serial. */
  readonly serial: string | null;
  /** Through this module, and not by raw commands. */
  readonly token?: TokenTarget;
}

/** A card of which nothing is known, and to which nothing is sent. */
export function isStranger({ family, takesPin }: CardSnapshot): boolean {
  return family === 'unknown' && !takesPin;
}

/** How a card is reached on the way that is used for it. */
export function targetOf({ status, card, way }: ReaderRecord): CardTarget {
  const target = { reader: status.name, serial: card?.serial ?? null };
  return way === null ? target : { ...target, token: way };
}

/** How a token is reached that no reader shows; its label stands for the reader. */
export function targetOfToken(token: TokenRecord): CardTarget {
  return { reader: token.label || token.slotDescription, serial: token.snapshot.serial, token };
}

/** Readers and cards, live, and one operation at a time on each card. */
export interface CardService extends Disposable {
  readonly state: CardsState;
  readonly onDidChange: (listener: (state: CardsState) => void) => Disposable;
  /** Begins to watch; until then nothing native is loaded. Further calls do nothing. */
  start(): void;
  /** From now on these PKCS#11 modules and no others. */
  useModules(paths: readonly string[]): void;
  /** How PINs and signatures reach the card: the path of a module, or `BY_APDU`. */
  chooseWay(serial: string, way: string): void;
  /** Asks every source afresh and reads every card again. */
  refresh(): Promise<void>;
  /**
   * Runs `action` on one connection to the card, after every operation queued before it, then lets
   * go of the card. The serial is compared first (`card/swapped`), and the card is read again
   * afterwards, so that the state shows what the action changed.
   */
  withCard<T>(
    target: CardTarget,
    mode: ShareMode,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}
