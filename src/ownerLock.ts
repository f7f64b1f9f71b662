import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const LOCK = 'owner.db';

/** SQLite result codes (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** A probe of another window holds the lock for an instant; an owner holds it for good. */
const ATTEMPTS = 4;
const PAUSE_MS = 40;

export interface OwnerLock {
  /** Does nothing the second time. */
  release(): void;
}

/** The process that owns a folder; `pid` is null when it cannot be named. */
export interface Owner {
  readonly pid: number | null;
}

/** The lock, or who has it. */
export type LockResult =
  | { readonly lock: OwnerLock; readonly owner: null }
  | { readonly lock: null; readonly owner: Owner };

/** The lock file cannot be made, read or written. */
export class LockFileError extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'LockFileError';
    this.path = path;
  }
}

/**
 * Makes this process the only owner of a folder. The lock is SQLite's write lock on a small file:
 * the operating system drops it when the process dies, however it dies, so none is ever stale.
 *
 * @param directory the folder; it exists.
 * @throws LockFileError
 */
export async function lockFolder(directory: string): Promise<LockResult> {
  for (let attempt = 1; ; attempt++) {
    const database = tryLock(directory);
    if (database !== null) return { lock: { release: () => closeQuietly(database) }, owner: null };
    if (attempt === ATTEMPTS) return { lock: null, owner: { pid: readOwner(directory) } };
    await delay(PAUSE_MS);
  }
}

/** Who owns the folder now, if it is owned. @throws LockFileError */
export function probeOwner(directory: string): Owner | null {
  if (!existsSync(join(directory, LOCK))) return null;
  const database = openDatabase(directory);
  try {
    database.exec('BEGIN IMMEDIATE');
    return null;
  } catch (error) {
    return resultCode(error) === SQLITE_BUSY ? { pid: readOwner(directory) } : null;
  } finally {
    closeQuietly(database);
  }
}

/** @returns the database with its write lock held, or null when another has it. */
function tryLock(directory: string): Sqlite.DatabaseSync | null {
  const database = openDatabase(directory);
  try {
    lock(database);
    return database;
  } catch (error) {
    closeQuietly(database);
    const code = resultCode(error);
    if (code === SQLITE_BUSY) return null;
    if (code !== SQLITE_NOTADB && code !== SQLITE_CORRUPT) {
      throw new LockFileError(join(directory, LOCK), error);
    }
    return tryLockAnew(directory);
  }
}

/** Nothing but the number of a process is lost with a damaged lock file. */
function tryLockAnew(directory: string): Sqlite.DatabaseSync | null {
  const path = join(directory, LOCK);
  let database: Sqlite.DatabaseSync | null = null;
  try {
    renameSync(path, `${path}.damaged`);
    database = openDatabase(directory);
    lock(database);
    return database;
  } catch (error) {
    if (database !== null) closeQuietly(database);
    if (resultCode(error) === SQLITE_BUSY) return null;
    throw new LockFileError(path, error);
  }
}

/**
 * The number of the process is committed first, because nobody can read what an open transaction
 * wrote. Whoever gets in between the two transactions is the owner.
 */
function lock(database: Sqlite.DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec('CREATE TABLE IF NOT EXISTS owner (id INTEGER PRIMARY KEY, pid INTEGER)');
  database.prepare('INSERT OR REPLACE INTO owner VALUES (1, ?)').run(process.pid);
  // Only those who read the number can be in the way now, and they are quick.
  database.exec('PRAGMA busy_timeout = 500');
  database.exec('COMMIT');
  database.exec('PRAGMA busy_timeout = 0');
  database.exec('BEGIN IMMEDIATE');
}

function readOwner(directory: string): number | null {
  const database = openDatabase(directory);
  try {
    const row = database.prepare('SELECT pid FROM owner WHERE id = 1').get();
    return typeof row?.['pid'] === 'number' ? row['pid'] : null;
  } catch {
    return null;
  } finally {
    closeQuietly(database);
  }
}

function openDatabase(directory: string): Sqlite.DatabaseSync {
  const path = join(directory, LOCK);
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new LockFileError(path, 'this runtime has no node:sqlite');
  try {
    return new sqlite.DatabaseSync(path);
  } catch (error) {
    throw new LockFileError(path, error);
  }
}

/** Loaded when it is needed, because some runtimes come without it. */
function loadSqlite(): typeof Sqlite | undefined {
  // Node 22 says on standard error that it is experimental, which helps nobody who uses this program.
  const warning = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    if (warning !== undefined) Object.defineProperty(process, 'emitWarning', warning);
  }
}

function closeQuietly(database: Sqlite.DatabaseSync): void {
  try {
    database.close();
  } catch {
    // It was closed before, or never usable.
  }
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
