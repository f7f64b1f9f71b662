import { Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import type { InProcessReaders } from '../reader/inProcess.ts';
import type { VirtualCards } from '../services.ts';
import { TaskQueue } from '../taskQueue.ts';
import type { CardLibrary } from './cardLibrary.ts';
import type { VirtualCardInfo, VirtualCardPlace, VirtualCardProfile } from './library.ts';
import { stayInVpcd } from './vpcdStay.ts';

/** A card that this process owns, and how to take it out of where it is. */
interface Inserted {
  readonly place: VirtualCardPlace;
  readonly takeOut: () => Promise<void>;
}

/** The virtual cards of the user, and the readers into which this process has put some of them. */
export class InsertedCards implements VirtualCards {
  readonly #library: CardLibrary;
  readonly #readers: InProcessReaders;
  readonly #log: Log;
  readonly #inserted = new Map<string, Inserted>();
  readonly #changed: Emitter<void>;
  /** One change at a time, so that no card is put into two places. */
  readonly #changes = new TaskQueue();

  constructor(library: CardLibrary, readers: InProcessReaders, log: Log) {
    this.#library = library;
    this.#readers = readers;
    this.#log = log;
    this.#changed = new Emitter((error) => {
      log.error(`virtual cards: ${String(error)}`);
    });
  }

  readonly onDidChange = (listener: () => void): Disposable => this.#changed.on(listener);

  list(): Promise<readonly VirtualCardInfo[]> {
    const places = [...this.#inserted].map(([name, { place }]) => [name, place] as const);
    return this.#library.list(new Map(places));
  }

  create(name: string, profile: VirtualCardProfile): Promise<void> {
    return this.#change(() => this.#library.create(name, profile));
  }

  insert(name: string): Promise<string> {
    return this.#change(async () => {
      const before = this.#inserted.get(name);
      if (before?.place.kind === 'in-process') return before.place.reader;
      await before?.takeOut();
      const card = await this.#library.open(name);
      const reader = this.#readers.insert(card);
      this.#inserted.set(name, {
        place: { kind: 'in-process', reader },
        takeOut: async () => {
          this.#inserted.delete(name);
          await this.#readers.remove(reader);
          await card.close();
        },
      });
      return reader;
    });
  }

  putIntoReader(name: string, host: string, port: number): Promise<void> {
    return this.#change(async () => {
      const place = this.#inserted.get(name)?.place;
      if (place?.kind === 'vpcd' && place.host === host && place.port === port) return;
      await this.#inserted.get(name)?.takeOut();
      const card = await this.#library.open(name);
      const stop = new AbortController();
      try {
        const events = {
          lost: () => {
            this.#log.info(`${name}: the reader is gone; trying to come back`);
          },
          back: () => {
            this.#log.info(`${name}: back in the reader`);
          },
        };
        const { ended } = await stayInVpcd(card, { host, port }, events, stop.signal);
        const out = ended
          .catch((error: unknown) => {
            this.#log.warn(`${name}: fell out of the reader: ${String(error)}`);
          })
          .then(async () => {
            this.#inserted.delete(name);
            await card.close();
          });
        this.#inserted.set(name, {
          place: { kind: 'vpcd', host, port },
          takeOut: () => {
            stop.abort();
            return out;
          },
        });
      } catch (error) {
        await card.close();
        throw error;
      }
    });
  }

  eject(name: string): Promise<void> {
    return this.#change(async () => {
      await this.#inserted.get(name)?.takeOut();
    });
  }

  delete(name: string): Promise<void> {
    return this.#change(async () => {
      await this.#inserted.get(name)?.takeOut();
      await this.#library.delete(name);
    });
  }

  /** Takes all cards out and lets go of them; another window may have them then. */
  async dispose(): Promise<void> {
    this.#changed.dispose();
    await this.#change(async () => {
      for (const { takeOut } of [...this.#inserted.values()]) await takeOut();
    });
  }

  async #change<T>(change: () => Promise<T>): Promise<T> {
    return this.#changes.run(change).finally(() => {
      this.#changed.fire();
    });
  }
}
