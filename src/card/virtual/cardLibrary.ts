import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError, isMuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { userDataDirectory } from '../../userData.ts';
import { isCardName, isSameCardName } from './cardName.ts';
import type { VirtualCardInfo, VirtualCardPlace, VirtualCardProfile } from './library.ts';
import { acquireOwnerLock, probeOwner } from './ownerLock.ts';
import { holdsState, readState, storageError } from './stateFile.ts';
import type { StoredCard } from './storedCard.ts';
import { VirtualCard } from './virtualCard.ts';

/** Makes a card; `personaliseCard`, which loads late because it brings the authority along. */
export type Personalise = (options: {
  readonly directory: string;
  readonly name: string;
  readonly profile: VirtualCardProfile;
}) => Promise<void>;

/** Where the virtual cards of this user are, one folder each. */
export function defaultCardsDirectory(): string {
  return join(userDataDirectory(), 'cards');
}

/** The virtual cards in a folder, by name. It knows nothing of readers. */
export class CardLibrary {
  readonly #directory: string;
  readonly #personalise: Personalise;

  constructor(personalise: Personalise, directory = defaultCardsDirectory()) {
    this.#personalise = personalise;
    this.#directory = directory;
  }

  /**
   * All cards, sorted by name; damaged ones too, so that they can be deleted.
   * @param places where this process has put the cards it owns, by name.
   * @throws `virtual-card/storage` when the folder cannot be read.
   */
  async list(
    places: ReadonlyMap<string, VirtualCardPlace> = new Map(),
  ): Promise<VirtualCardInfo[]> {
    const names = await this.#names();
    names.sort((a, b) => a.localeCompare(b, 'tr'));
    return Promise.all(
      names.map((name) => describeCard(name, this.#directoryOf(name), places.get(name))),
    );
  }

  /**
   * Makes a card with fresh keys and certificates.
   * @throws `virtual-card/name`, `virtual-card/exists`, `virtual-card/storage`.
   */
  async create(name: string, profile: VirtualCardProfile): Promise<void> {
    if (!isCardName(name)) throw new MuhurError('virtual-card/name', { name });
    if ((await this.#names()).some((other) => isSameCardName(name, other))) {
      throw new MuhurError('virtual-card/exists', { name });
    }
    await this.#personalise({ directory: this.#directoryOf(name), name, profile });
  }

  /** @throws what `VirtualCard.open` throws. */
  async open(name: string): Promise<VirtualCard> {
    await this.#demand(name);
    return VirtualCard.open(this.#directoryOf(name));
  }

  /**
   * Deletes a card, its keys and whatever was kept of a damaged state. It must not be open.
   * @throws `virtual-card/not-found`, `virtual-card/in-use`, `virtual-card/storage`.
   */
  async delete(name: string): Promise<void> {
    await this.#demand(name);
    const directory = this.#directoryOf(name);
    const lock = await acquireOwnerLock(directory);
    // The state goes first, for nobody may open half a card; the lock file can go when it is free.
    try {
      const entries = await readdir(directory);
      const state = entries.filter((entry) => !entry.startsWith('owner.db'));
      await Promise.all(state.map((entry) => rm(join(directory, entry), { recursive: true })));
    } catch (error) {
      throw storageError(directory, error);
    } finally {
      lock.release();
    }
    await rm(directory, { recursive: true, force: true }).catch((error: unknown) => {
      throw storageError(directory, error);
    });
  }

  #directoryOf(name: string): string {
    return join(this.#directory, name);
  }

  /** A name that no card can have leads to no folder either. */
  async #demand(name: string): Promise<void> {
    if (!isCardName(name) || !(await holdsState(this.#directoryOf(name)))) {
      throw new MuhurError('virtual-card/not-found', { name });
    }
  }

  async #names(): Promise<string[]> {
    const entries = await readdir(this.#directory, { withFileTypes: true }).catch(
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw storageError(this.#directory, error);
      },
    );
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const isCard = await Promise.all(
      names.map(async (name) => isCardName(name) && (await holdsState(this.#directoryOf(name)))),
    );
    return names.filter((_, i) => isCard[i]);
  }
}

async function describeCard(
  name: string,
  directory: string,
  place: VirtualCardPlace | undefined,
): Promise<VirtualCardInfo> {
  const stored = await readIfSound(directory);
  return {
    name,
    directory,
    profile: stored?.profile ?? null,
    serial: stored === null ? null : toHex(stored.contents.serial),
    place: place ?? placeElsewhere(directory),
  };
}

async function readIfSound(directory: string): Promise<StoredCard | null> {
  try {
    return await readState(directory);
  } catch (error) {
    if (isMuhurError(error)) return null;
    throw error;
  }
}

function placeElsewhere(directory: string): VirtualCardPlace {
  const owner = probeOwner(directory);
  return owner === null ? { kind: 'out' } : { kind: 'elsewhere', pid: owner.pid };
}
