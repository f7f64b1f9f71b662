import type { Disposable } from '../../disposable.ts';
import { Emitter } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import type { VirtualCard } from '../virtual/virtualCard.ts';
import type {
  CardConnection,
  Disposition,
  ReaderSource,
  ReaderStatus,
  ShareMode,
  SourceStatus,
} from './reader.ts';

/** A reader of this process with its card. It exists for as long as the card is in. */
interface Slot {
  readonly card: VirtualCard;
  readonly insertion: number;
  readonly connections: Set<InProcessConnection>;
  exclusive: boolean;
}

/** Readers inside this process, each with one virtual card. */
export class InProcessReaders implements ReaderSource {
  readonly kind = 'in-process';
  readonly #slots = new Map<string, Slot>();
  readonly #changed: Emitter<SourceStatus>;
  #insertions = 0;

  /** @param onError hears of listeners that throw. */
  constructor(onError: (error: unknown) => void = () => undefined) {
    this.#changed = new Emitter(onError);
  }

  /**
   * Puts a card into a reader of its own.
   * @returns the reader's name.
   * @throws `reader/in-use` when another card is in a reader of that name.
   */
  insert(card: VirtualCard, reader = `Virtual Reader: ${card.name}`): string {
    const present = this.#slots.get(reader);
    if (present?.card === card) return reader;
    if (present !== undefined) throw new MuhurError('reader/in-use', { reader });
    const insertion = ++this.#insertions;
    this.#slots.set(reader, { card, insertion, connections: new Set(), exclusive: false });
    this.#fire();
    return reader;
  }

  /** Takes the card out, and the reader with it; the card stays open. Does nothing without one. */
  async remove(reader: string): Promise<void> {
    const slot = this.#slots.get(reader);
    if (slot === undefined) return;
    this.#slots.delete(reader);
    for (const connection of slot.connections) connection.cutOff();
    this.#fire();
    await slot.card.powerOff();
  }

  watch(listener: (status: SourceStatus) => void): Disposable {
    listener(this.#status());
    return this.#changed.on(listener);
  }

  list(): Promise<SourceStatus> {
    return Promise.resolve(this.#status());
  }

  async connect(reader: string, mode: ShareMode, signal?: AbortSignal): Promise<CardConnection> {
    if (signal?.aborted) throw new MuhurError('cancelled', {});
    const slot = this.#slots.get(reader);
    if (slot === undefined) throw new MuhurError('reader/not-found', { reader });
    const { card, connections } = slot;
    if (slot.exclusive || (mode === 'exclusive' && connections.size > 0)) {
      throw new MuhurError('reader/in-use', { reader });
    }
    const isFirst = connections.size === 0;
    const connection = new InProcessConnection(reader, card, async (disposition) => {
      connections.delete(connection);
      slot.exclusive = false;
      // PC/SC powers a card down when nobody is connected any more: the verified PIN is gone.
      if (connections.size === 0) await card.powerOff();
      else if (disposition === 'reset') await card.reset();
    });
    connections.add(connection);
    slot.exclusive = mode === 'exclusive';
    if (isFirst) await card.powerOn();
    return connection;
  }

  dispose(): void {
    this.#changed.dispose();
    for (const reader of [...this.#slots.keys()]) void this.remove(reader);
  }

  #fire(): void {
    this.#changed.fire(this.#status());
  }

  #status(): SourceStatus {
    const readers = [...this.#slots].map(([name, { card, insertion }]): ReaderStatus => {
      return {
        name,
        kind: this.kind,
        state: 'present',
        usedElsewhere: false,
        atr: card.atr,
        insertion,
      };
    });
    readers.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { readers, problem: null };
  }
}

class InProcessConnection implements CardConnection {
  readonly kind = 'in-process';
  readonly reader: string;
  readonly atr: Uint8Array;
  readonly #card: VirtualCard;
  readonly #letGo: (disposition: Disposition) => Promise<void>;
  #state: 'open' | 'removed' | 'closed' = 'open';

  constructor(
    reader: string,
    card: VirtualCard,
    letGo: (disposition: Disposition) => Promise<void>,
  ) {
    this.reader = reader;
    this.atr = card.atr;
    this.#card = card;
    this.#letGo = letGo;
  }

  /** The card was taken out. */
  cutOff(): void {
    if (this.#state === 'open') this.#state = 'removed';
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    if (this.#state === 'closed') throw new MuhurError('internal', { reason: 'not connected' });
    this.#demandCard();
    const response = await this.#card.transmit(command).catch((error: unknown) => {
      throw new MuhurError('card/removed', { reader: this.reader }, { cause: error });
    });
    // An answer to a card that is no longer there never arrives.
    this.#demandCard();
    return response;
  }

  #demandCard(): void {
    if (this.#state === 'removed') throw new MuhurError('card/removed', { reader: this.reader });
  }

  async disconnect(disposition: Disposition): Promise<void> {
    const state = this.#state;
    this.#state = 'closed';
    if (state === 'open') await this.#letGo(disposition).catch(() => undefined);
  }
}
