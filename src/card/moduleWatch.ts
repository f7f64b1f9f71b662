import type { ReaderStatus } from './reader/reader.ts';
import type { TaskQueue } from './taskQueue.ts';
import type { ModuleRecord, TokenSource, WhichModules } from './tokenSource.ts';

/**
 * What modules show, looked at when cards come or go and when somebody asks. Never while we speak to
 * a card ourselves: two programs that select files on one card read each other's, and one that has
 * the card keeps the other from having it alone.
 */
export class ModuleWatch {
  readonly #source: TokenSource;
  readonly #queues: ReadonlyMap<string, TaskQueue>;
  readonly #changed: () => void;
  #records: readonly ModuleRecord[] = [];
  #listing: Promise<unknown> = Promise.resolve();
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #which: WhichModules = 'working';
  #present = '';

  /** `queues`: of all readers; what runs in them waits for `listing` first. */
  constructor(source: TokenSource, queues: ReadonlyMap<string, TaskQueue>, changed: () => void) {
    this.#source = source;
    this.#queues = queues;
    this.#changed = changed;
  }

  get records(): readonly ModuleRecord[] {
    return this.#records;
  }

  /** Resolves when modules do not look at the cards. */
  get listing(): Promise<unknown> {
    return this.#listing;
  }

  /**
   * Looks afresh; a second request before that begins adds nothing.
   * @param which those that crashed or hung only when the user asks.
   */
  look(which: WhichModules = 'working'): Promise<void> {
    if (which === 'all') this.#which = 'all';
    if (this.#next !== null) return this.#next;
    const look = this.#last.then(async () => {
      await this.#untilIdle();
      this.#next = null;
      const listing = this.#source.list(this.#which);
      this.#which = 'working';
      this.#listing = listing;
      this.#records = await listing;
      this.#changed();
    });
    this.#next = look;
    this.#last = look;
    return look;
  }

  /** Looks afresh if other cards than before are in the readers. */
  follow(readers: readonly ReaderStatus[]): void {
    const present = readers
      .filter(({ kind, state }) => kind === 'pcsc' && state === 'present')
      .map(({ name, insertion }) => `${name} ${String(insertion)}`)
      .join('\n');
    if (present === this.#present) return;
    this.#present = present;
    void this.look();
  }

  async #untilIdle(): Promise<void> {
    const queues = (): TaskQueue[] => [...this.#queues.values()];
    while (queues().some(({ isBusy }) => isBusy)) await Promise.all(queues().map((q) => q.idle));
  }
}
