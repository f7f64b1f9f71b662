import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { statePath } from '../../../card/virtual/stateFile.ts';
import type { Simulator } from '../simulator.ts';
import { storageError } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { STATE_TABLES } from '../store/migrations.ts';
import type { CardState } from './putBackCards.ts';

/** Name under which another database is attached. */
const COPY = 'copy';

/**
 * Writes the present state to a file of its own: organisations and all that is theirs, the time,
 * and the cards as they are in their folders. Nothing else happens meanwhile.
 * @throws `simulator/storage`.
 */
export function saveState({ database, cards, clock }: Simulator, path: string): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, '', { mode: 0o600 });
    withAttached(database, temporary, () => {
      database.transaction(() => {
        for (const table of STATE_TABLES) {
          database.exec(`CREATE TABLE ${COPY}.${table} AS SELECT * FROM main.${table}`);
        }
        database.exec(`CREATE TABLE ${COPY}.card_state (folder TEXT, state TEXT, profile TEXT)`);
        database.exec(`CREATE TABLE ${COPY}.clock (state TEXT)`);
        database.run(`INSERT INTO ${COPY}.clock VALUES (?)`, clock.saved());
        for (const { folder, profile } of database.all(DELIVERED)) {
          const state = readFileSync(statePath(cards.directoryOf(String(folder))), 'utf8');
          const insert = `INSERT INTO ${COPY}.card_state VALUES (?, ?, ?)`;
          database.run(insert, String(folder), state, String(profile));
        }
      });
    });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw isStorage(error) ? error : storageError(path, error);
  }
}

const DELIVERED = 'SELECT folder, profile FROM main.card WHERE folder IS NOT NULL';

/**
 * Puts a saved state in the place of the present one, and does what `also` does in the same
 * transaction.
 * @returns the cards of that state, which are still as they were.
 * @throws `simulator/storage`.
 */
export function loadState(simulator: Simulator, path: string, also: () => void): CardState[] {
  const { database, clock } = simulator;
  return withAttached(database, path, () =>
    database.transaction(() => {
      for (const table of [...STATE_TABLES].reverse()) database.run(`DELETE FROM main.${table}`);
      for (const table of STATE_TABLES) {
        const columns = database.all(`PRAGMA ${COPY}.table_info(${table})`);
        const names = columns.map(({ name }) => String(name)).join(', ');
        database.run(
          `INSERT INTO main.${table} (${names}) SELECT ${names} FROM ${COPY}.${table} ORDER BY rowid`,
        );
      }
      clock.restore(String(database.get(`SELECT state FROM ${COPY}.clock`)?.['state']));
      also();
      return cardStates(database);
    }),
  );
}

/** The cards of a saved state. @throws `simulator/storage`. */
export function savedCards({ database }: Simulator, path: string): CardState[] {
  return existsSync(path) ? withAttached(database, path, () => cardStates(database)) : [];
}

function cardStates(database: Database): CardState[] {
  return database.all(`SELECT * FROM ${COPY}.card_state`).map(({ folder, state, profile }) => ({
    folder: String(folder),
    state: String(state),
    profile: profile === 'e-imza' ? 'e-imza' : 'mali-muhur',
  }));
}

function withAttached<T>(database: Database, path: string, work: () => T): T {
  database.run(`ATTACH ? AS ${COPY}`, path);
  try {
    return work();
  } finally {
    database.exec(`DETACH ${COPY}`);
  }
}

function isStorage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'simulator/storage';
}
