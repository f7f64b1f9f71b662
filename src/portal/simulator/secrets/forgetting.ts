import { setTimeout as delay } from 'node:timers/promises';
import { MuhurError } from '../../../errors.ts';
import type { Database } from '../store/database.ts';

const SETTING = 'forgetting';
/** Another program that looks into the database is given so long to let go. */
const ATTEMPTS = 20;
const PAUSE_MS = 100;

/** Notes that there is something to forget; to be called in the transaction that deletes it. */
export function beginForgetting(database: Database): void {
  database.setSetting(SETTING, 'begun');
}

export function isForgetting(database: Database): boolean {
  return database.setting(SETTING) !== null;
}

/**
 * Removes every copy of what was deleted from the files of the database. Does nothing when nothing
 * was. Interrupted, it is done at the next start or the next time.
 * @throws `simulator/storage` when another program reads the database and does not let go.
 */
export async function finishForgetting(database: Database): Promise<void> {
  for (let attempt = 0; isForgetting(database); attempt++) {
    if (attempt >= ATTEMPTS) throw stillRead(database);
    if (attempt > 0) await delay(PAUSE_MS);
    if (database.forgetDeleted()) database.run('DELETE FROM setting WHERE name = ?', SETTING);
  }
}

function stillRead({ directory }: Database): MuhurError {
  const reason = 'deleted, but another program still reads what was there before';
  return new MuhurError('simulator/storage', { path: directory, reason });
}
