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

/** The folders in which virtual cards lie. */
export interface CardPlaces {
  /** Where the user's own are, one folder each; by default one of the user's data. */
  readonly directory?: string | undefined;
  /** Where somebody else puts cards for this user, and may take them away. */
  readonly delivered?: string | undefined;
}

/** The virtual cards of a user, by name. It knows nothing of readers. */
export class CardLibrary {
  readonly #directory: string;
  readonly #delivered: string | null;
  readonly #personalise: Personalise;

  constructor(personalise: Personalise, places: CardPlaces = {}) {
    this.#personalise = personalise;
    this.#directory = places.directory ?? defaultCardsDirectory();
    this.#delivered = places.delivered ?? null;
  }

  /**
   * All cards, sorted by name; damaged ones too, so that they can be deleted.
   * @param places where this process has put the cards it owns, by name.
   * @throws `virtual-card/storage` when the folder cannot be read.
   */
  async list(
    places: ReadonlyMap<string, VirtualCardPlace> = new Map(),
  ): Promise<VirtualCardInfo[]> {
    const found = [...(await this.#find())].sort(([a], [b]) => a.localeCompare(b, 'tr'));
    return Promise.all(
      found.map(([name, directory]) => describeCard(name, directory, places.get(name))),
    );
  }

  /**
   * Makes a card with fresh keys and certificates.
   * @throws `virtual-card/name`, `virtual-card/exists`, `virtual-card/storage`.
   */
  async create(name: string, profile: VirtualCardProfile): Promise<void> {
    if (!isCardName(name)) throw new MuhurError('virtual-card/name', { name });
    if ([...(await this.#find()).keys()].some((other) => isSameCardName(name, other))) {
      throw new MuhurError('virtual-card/exists', { name });
    }
    await this.#personalise({ directory: join(this.#directory, name), name, profile });
  }

  /** @throws what `VirtualCard.open` throws. */
  async open(name: string): Promise<VirtualCard> {
    return VirtualCard.open(await this.#directoryOf(name));
  }

  /**
   * Deletes a card, its keys and whatever was kept of a damaged state. It must not be open.
   * @throws `virtual-card/not-found`, `virtual-card/in-use`, `virtual-card/storage`.
   */
  async delete(name: string): Promise<void> {
    const directory = await this.#directoryOf(name);
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

  /** @throws `virtual-card/not-found`, also for a name that no card can have. */
  async #directoryOf(name: string): Promise<string> {
    const directory = (await this.#find()).get(name);
    if (directory === undefined) throw new MuhurError('virtual-card/not-found', { name });
    return directory;
  }

  /** Folders by the names of the cards; of two with one name the user's own counts. */
  async #find(): Promise<Map<string, string>> {
    const own = await cardsBelow(this.#directory);
    const delivered = this.#delivered === null ? [] : await cardsBelow(this.#delivered);
    return new Map([...delivered, ...own]);
  }
}

async function cardsBelow(root: string): Promise<[name: string, directory: string][]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw storageError(root, error);
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const isCard = await Promise.all(
    names.map(async (name) => isCardName(name) && (await holdsState(join(root, name)))),
  );
  return names.filter((_, i) => isCard[i]).map((name) => [name, join(root, name)]);
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
