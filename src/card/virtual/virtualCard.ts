import { MuhurError } from '../../errors.ts';
import { fromHex, toHex } from '../../hex.ts';
import type { OwnerLock } from '../../ownerLock.ts';
import type { VirtualCardProfile } from './library.ts';
import { OperatingSystem } from './os/operatingSystem.ts';
import { acquireOwnerLock } from './ownerLock.ts';
import { holdsState, readStateAsOwner, removeLeftovers, writeState } from './stateFile.ts';
import type { StoredCard } from './storedCard.ts';

/** The one ATR that OpenSC's AKİS driver knows: AKİS V1.0. */
const ATR = '3BBA11008131FE4D55454B41452056312E30AE';

/**
 * A virtual AKİS card: the operating system in software, its contents on disk, one owner at a time.
 * Commands are answered one after the other, in the order in which they came.
 */
export class VirtualCard {
  readonly directory: string;
  readonly name: string;
  readonly profile: VirtualCardProfile;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly #stored: StoredCard;
  readonly #lock: OwnerLock;
  readonly #system: OperatingSystem;
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;

  private constructor(directory: string, stored: StoredCard, lock: OwnerLock) {
    this.directory = directory;
    this.name = stored.name;
    this.profile = stored.profile;
    this.serial = toHex(stored.contents.serial);
    this.#stored = stored;
    this.#lock = lock;
    this.#system = new OperatingSystem(stored.contents, () => writeState(directory, stored));
  }

  /**
   * Takes the card in that folder into possession.
   * @throws `virtual-card/not-found`, `virtual-card/in-use`, `virtual-card/damaged` (the state was
   *   moved aside, now or earlier), `virtual-card/storage`.
   */
  static async open(directory: string): Promise<VirtualCard> {
    const lock = await lockExisting(directory);
    try {
      const stored = await readStateAsOwner(directory);
      if (stored === null) throw new MuhurError('virtual-card/not-found', { name: directory });
      await removeLeftovers(directory);
      return new VirtualCard(directory, stored, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Answer to reset (ISO 7816-3 §8). */
  get atr(): Uint8Array {
    return fromHex(ATR);
  }

  get vkn(): string | null {
    return this.#stored.vkn;
  }

  get tckn(): string | null {
    return this.#stored.tckn;
  }

  /**
   * PIN and PUK as they are now. For the ready line of the terminal and for nothing else: a card
   * that other programs see never tells them.
   */
  get secrets(): { readonly pin: string; readonly puk: string } {
    const { pin, puk } = this.#stored.contents;
    return { pin: pin.value, puk: puk.value };
  }

  powerOn(): Promise<void> {
    return this.#forget();
  }

  powerOff(): Promise<void> {
    return this.#forget();
  }

  reset(): Promise<void> {
    return this.#forget();
  }

  /**
   * One command APDU in, one response APDU out; any bytes get a status word.
   * Rejects with `card/removed` once the card is closed.
   */
  transmit(command: Uint8Array): Promise<Uint8Array> {
    const bytes = Uint8Array.from(command);
    return this.#enqueue(() => this.#system.process(bytes).finally(() => bytes.fill(0)));
  }

  /** Waits for the command in progress, then lets go of the card. */
  close(): Promise<void> {
    this.#closed ??= this.#last.then(() => {
      this.#lock.release();
    });
    return this.#closed;
  }

  /** With and without power alike: a card forgets whatever is not in its lasting memory. */
  async #forget(): Promise<void> {
    if (this.#closed === null) await this.#enqueue(() => this.#system.reset());
  }

  #enqueue<T>(task: () => T | Promise<T>): Promise<T> {
    if (this.#closed !== null) {
      return Promise.reject(new MuhurError('card/removed', { reader: this.name }));
    }
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** A folder without a card is left as it is: looking for a card makes no lock file. */
async function lockExisting(directory: string): Promise<OwnerLock> {
  if (!(await holdsState(directory))) {
    throw new MuhurError('virtual-card/not-found', { name: directory });
  }
  return acquireOwnerLock(directory);
}
