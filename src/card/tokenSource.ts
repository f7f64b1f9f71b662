import type { Disposable } from '../disposable.ts';
import { MuhurError } from '../errors.ts';
import type { Card, CardSnapshot } from './card.ts';

/** Which token of which module. */
export interface TokenTarget {
  /** Path of the PKCS#11 module that shows it. */
  readonly module: string;
  /** Slot id (CK_SLOT_ID), upper-case hexadecimal; not its place in the list. */
  readonly slot: string;
  /** CK_TOKEN_INFO serialNumber, without its padding; cut at 16 characters by the standard. */
  readonly serial: string;
  readonly label: string;
  /** What was on it, by which it is told from another with the same serial number. */
  readonly snapshot: Pick<CardSnapshot, 'certificates'>;
}

/** A token as it was listed. Immutable. */
export interface TokenRecord extends TokenTarget {
  /** CK_SLOT_INFO slotDescription: the reader, where there is one. */
  readonly slotDescription: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly snapshot: CardSnapshot;
}

/** What a module says of itself. */
export interface ModuleInfo {
  readonly manufacturer: string;
  readonly description: string;
  /** Of the library, such as `0.23`. */
  readonly version: string;
}

/** A module and the tokens that it shows, or why it shows none. */
export interface ModuleRecord {
  readonly path: string;
  /** Null when it could not be loaded. */
  readonly info: ModuleInfo | null;
  readonly tokens: readonly TokenRecord[];
  readonly problem: MuhurError | null;
}

export type WhichModules = 'all' | 'working';

/** Cards through their makers' modules. */
export interface TokenSource extends Disposable {
  /** From now on these modules and no others. */
  use(paths: readonly string[]): void;
  /**
   * Asks the modules afresh. Needs no login and never rejects.
   * @param which `working`: those that crashed or hung are left alone.
   */
  list(which?: WhichModules): Promise<readonly ModuleRecord[]>;
  /**
   * Runs `action` in one session with the token, after everything queued before it, then logs out.
   * @throws `card/swapped`, `card/absent`, `pkcs11/…`, and what the action throws.
   */
  withToken<T>(
    token: TokenTarget,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}

/** For those who have readers alone. */
export const NO_TOKENS: TokenSource = {
  use: () => undefined,
  list: () => Promise.resolve([]),
  withToken: ({ label }) => Promise.reject(new MuhurError('card/absent', { reader: label })),
  dispose: () => undefined,
};
