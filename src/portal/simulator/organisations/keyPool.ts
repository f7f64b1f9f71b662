import type { KeyPair, KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../pki/testAuthority/keyPair.ts';

export type KeyPairSource = (algorithm: KeyPairAlgorithm) => Promise<KeyPair>;

/** Enough for two organisations at once: two RSA keys for a seal, one for an e-imza. */
const READY_KEYS = 6;
/** Keys are made when the simulator has had nothing to do with them for so long. */
const IDLE_MS = 300;

/**
 * RSA keys that were made ahead, because one takes longer than all the rest of a card. They are
 * made one at a time, so that answers do not wait for them.
 */
export class KeyPool {
  readonly #source: KeyPairSource;
  readonly #size: number;
  readonly #ready: KeyPair[] = [];
  #timer: NodeJS.Timeout | null = null;
  #filling = false;
  #closed = false;

  /** @param size how many keys to keep ready; with 0 every key is made when it is wanted. */
  constructor(source: KeyPairSource = generateKeyPair, size = READY_KEYS) {
    this.#source = source;
    this.#size = size;
  }

  /** A key that nobody else gets. */
  take(algorithm: KeyPairAlgorithm): Promise<KeyPair> {
    if (algorithm !== 'RSA-2048') return this.#source(algorithm);
    const ready = this.#ready.shift();
    this.fillWhenIdle();
    return ready === undefined ? this.#source(algorithm) : Promise.resolve(ready);
  }

  /** Begins to make keys as soon as nobody has wanted one for a moment. */
  fillWhenIdle(): void {
    if (this.#closed || this.#ready.length >= this.#size) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fill(), IDLE_MS);
    this.#timer.unref();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #fill(): Promise<void> {
    this.#timer = null;
    if (this.#filling) return;
    this.#filling = true;
    try {
      // Somebody who takes a key meanwhile sets the timer, and waits for nothing here.
      while (this.#ready.length < this.#size && !this.#isStopped()) {
        this.#ready.push(await this.#source('RSA-2048'));
      }
    } finally {
      this.#filling = false;
    }
  }

  #isStopped(): boolean {
    return this.#closed || this.#timer !== null;
  }
}
