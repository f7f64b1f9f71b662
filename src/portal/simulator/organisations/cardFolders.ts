import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VirtualCardProfile } from '../../../card/virtual/library.ts';
import { TaskQueue } from '../../../card/taskQueue.ts';
import { probeOwner } from '../../../card/virtual/ownerLock.ts';
import type { Database } from '../store/database.ts';

/** Names that the simulator gives, so that it removes no folder of anybody else. */
const GIVEN_NAME = /^\d{10}-(?:mali-muhur|e-imza)-[0-9a-f]{6}$/;

/** The folders of delivered cards, below `cards` in the data folder. */
export class CardFolders {
  readonly #database: Database;
  readonly #root: string;
  /** Written, but not yet in the database. */
  readonly #beingMade = new Set<string>();
  readonly #queue = new TaskQueue();

  constructor(database: Database) {
    this.#database = database;
    this.#root = join(database.directory, 'cards');
  }

  directoryOf(name: string): string {
    return join(this.#root, name);
  }

  /**
   * A new name, whose folder is left alone until `settled`.
   * @param owner the tax number of the organisation.
   */
  newName(owner: string, profile: VirtualCardProfile): string {
    const name = `${owner}-${profile}-${randomBytes(3).toString('hex')}`;
    this.#beingMade.add(name);
    return name;
  }

  /** From now on the database says whether that folder is needed. */
  settled(name: string): void {
    this.#beingMade.delete(name);
  }

  /** Nothing is removed while the task runs. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run(task);
  }

  /**
   * Removes folders that belong to no card, as a killed process or a reset leaves them. One in a
   * reader stays until the next time.
   */
  async removeOrphans(): Promise<void> {
    const names = await readdir(this.#root).catch(() => []);
    for (const name of names) {
      if (!GIVEN_NAME.test(name)) continue;
      await this.exclusively(() => this.#removeOrphan(name)).catch(() => undefined);
    }
  }

  async #removeOrphan(name: string): Promise<void> {
    const directory = this.directoryOf(name);
    if (this.#beingMade.has(name) || this.#isKnown(name)) return;
    if (probeOwner(directory) === null) await rm(directory, { recursive: true, force: true });
  }

  #isKnown(name: string): boolean {
    return this.#database.get('SELECT 1 AS known FROM card WHERE folder = ?', name) !== undefined;
  }
}
