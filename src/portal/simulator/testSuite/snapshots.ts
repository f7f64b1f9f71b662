import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import { putBackCards } from './putBackCards.ts';
import { loadState, saveState, savedCards } from './savedState.ts';

/** Which saved state the cards still have to be brought to, when that was interrupted. */
const PENDING = 'cards-to-put-back';
const FILE = /^state-(.+)\.db$/;

/** States under names of the test suite's choice, and the one of the first start. */
export class Snapshots {
  readonly #simulator: Simulator;
  readonly #folder: string;
  readonly #seed: string;

  constructor(simulator: Simulator) {
    const { directory } = simulator.database;
    this.#simulator = simulator;
    this.#folder = join(directory, 'snapshots');
    this.#seed = join(directory, 'seed.db');
  }

  /** Keeps the present state as that of the first start. @throws `simulator/storage`. */
  keepSeed(): void {
    saveState(this.#simulator, this.#seed);
  }

  /**
   * Back to the first start; the clock shows the machine's time, and every service is in order.
   * @returns serial numbers of cards that are in a reader.
   */
  async reset(): Promise<string[]> {
    const { clock, faults, journal } = this.#simulator;
    const inUse = await this.#load(this.#seed, () => clock.reset());
    faults.clear();
    journal.clear();
    return inUse;
  }

  list(): { name: string; takenAt: string }[] {
    if (!existsSync(this.#folder)) return [];
    const files = readdirSync(this.#folder).sort();
    return files.flatMap((file) => {
      const name = FILE.exec(file)?.[1];
      if (name === undefined) return [];
      return [{ name, takenAt: statSync(join(this.#folder, file)).mtime.toISOString() }];
    });
  }

  /** Replaces what was kept under that name. @throws `simulator/storage`. */
  take(name: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    saveState(this.#simulator, this.#pathOf(name));
  }

  /**
   * @returns serial numbers of cards that are in a reader.
   * @throws `portal/not-found`, `simulator/storage`.
   */
  restore(name: string): Promise<string[]> {
    return this.#load(this.#demand(name));
  }

  /** @throws `portal/not-found`. */
  delete(name: string): void {
    rmSync(this.#demand(name), { force: true });
  }

  /** Brings to its end what a killed process began. */
  async finish(): Promise<void> {
    const path = this.#simulator.database.setting(PENDING);
    if (path !== null) await this.#putBack(savedCards(this.#simulator, path));
  }

  async #load(path: string, also: () => void = () => undefined): Promise<string[]> {
    const { database, statuses, cards } = this.#simulator;
    const states = loadState(this.#simulator, path, () => {
      database.setSetting(PENDING, path);
      also();
    });
    statuses.changed();
    const inUse = await this.#putBack(states);
    // What the state before had more of is not waited for.
    void cards.removeOrphans();
    return inUse;
  }

  async #putBack(states: ReturnType<typeof loadState>): Promise<string[]> {
    const { cards, database } = this.#simulator;
    const inUse = await cards.exclusively(() => putBackCards(this.#simulator, states));
    database.run('DELETE FROM setting WHERE name = ?', PENDING);
    return inUse;
  }

  #pathOf(name: string): string {
    return join(this.#folder, `state-${name}.db`);
  }

  #demand(name: string): string {
    const path = this.#pathOf(name);
    if (!existsSync(path)) throw new MuhurError('portal/not-found', { what: 'snapshot' });
    return path;
  }
}
