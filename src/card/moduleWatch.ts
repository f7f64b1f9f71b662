import type { ReaderStatus } from './reader/reader.ts';
import type { ModuleRecord, TokenSource } from './tokenSource.ts';

/**
 * What modules show, looked at when cards come or go and when somebody asks: a module that is asked
 * again and again may keep the cards from others.
 */
export class ModuleWatch {
  readonly #source: TokenSource;
  readonly #idle: () => Promise<unknown>;
  readonly #changed: () => void;
  #records: readonly ModuleRecord[] = [];
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #present = '';

  /** `idle`: nobody uses a card alone at the moment. */
  constructor(source: TokenSource, idle: () => Promise<unknown>, changed: () => void) {
    this.#source = source;
    this.#idle = idle;
    this.#changed = changed;
  }

  get records(): readonly ModuleRecord[] {
    return this.#records;
  }

  /** Modules do not look at the cards, and so do not share them with anybody. */
  get quiet(): Promise<void> {
    return this.#last;
  }

  /** Looks afresh; a second request before that begins adds nothing. */
  look(): Promise<void> {
    if (this.#next !== null) return this.#next;
    const look = this.#last.then(async () => {
      await this.#idle();
      this.#next = null;
      this.#records = await this.#source.list();
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
}
