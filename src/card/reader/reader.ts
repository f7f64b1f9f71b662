import type { Disposable } from '../../disposable.ts';
import type { MuhurError } from '../../errors.ts';

/** `in-use`: held exclusively by another program. `unavailable`: gone, or its driver gave up. */
export type ReaderStateName = 'empty' | 'present' | 'mute' | 'in-use' | 'unavailable';

/** Where a reader comes from: the PC/SC service, or a virtual card inside this process. */
export type ReaderKind = 'pcsc' | 'in-process';

/** What is known of a reader at one moment. */
export interface ReaderStatus {
  /** Unique among all readers of this machine; the PC/SC name, untouched. */
  readonly name: string;
  readonly kind: ReaderKind;
  readonly state: ReaderStateName;
  /** Answer to reset (ISO 7816-3) of the card; null unless a card answered. */
  readonly atr: Uint8Array | null;
  /** Differs between two insertions even when the same card comes back. */
  readonly insertion: number;
  /** Another program is connected to the card; it may change what we have read. */
  readonly usedElsewhere: boolean;
}

/** The readers of one source, or why they cannot be seen. */
export interface SourceStatus {
  readonly readers: readonly ReaderStatus[];
  /** `reader/no-service`, `reader/addon-missing`; null when all is well. */
  readonly problem: MuhurError | null;
}

export type ShareMode = 'shared' | 'exclusive';

/** What happens to the card when we let go: it keeps its state, or is reset (PIN state dropped). */
export type Disposition = 'leave' | 'reset';

/** An open connection to the card in a reader: one command APDU in, one response APDU out. */
export interface CardConnection {
  readonly reader: string;
  readonly kind: ReaderKind;
  readonly atr: Uint8Array;
  /**
   * Sends the bytes as they are. Rejects with a `reader/…` or `card/…` error; after that the
   * connection is only good for `disconnect`.
   */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /** Never rejects: whoever lets go of a card cannot do anything about a failure. */
  disconnect(disposition: Disposition): Promise<void>;
}

/** A supplier of readers. */
export interface ReaderSource extends Disposable {
  readonly kind: ReaderKind;
  /** Calls the listener with the state of now, then on every change, until disposed. */
  watch(listener: (status: SourceStatus) => void): Disposable;
  /** The state of now, asked afresh. */
  list(): Promise<SourceStatus>;
  /** Connects to the card in the reader. Rejects with `reader/…` or `card/…`. */
  connect(reader: string, mode: ShareMode, signal?: AbortSignal): Promise<CardConnection>;
}
