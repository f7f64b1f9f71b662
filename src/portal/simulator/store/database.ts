import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import { migrations } from './migrations.ts';

export const DATABASE_FILE = 'simulator.db';

export type SqlValue = string | number | bigint | Uint8Array | null;
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * The simulator's data: SQLite with a write-ahead log. What a transaction wrote survives the end of
 * the process at any moment after it, and what it deleted is overwritten.
 */
export class Database {
  readonly directory: string;
  readonly #database: Sqlite.DatabaseSync;
  readonly #statements = new Map<string, Sqlite.StatementSync>();
  #depth = 0;

  private constructor(directory: string, database: Sqlite.DatabaseSync) {
    this.directory = directory;
    this.#database = database;
  }

  /**
   * Opens the data in that folder, or begins it; only the owner of the folder may.
   * @throws `simulator/no-sqlite`, `simulator/newer`, `simulator/damaged`, `simulator/storage`.
   */
  static open(directory: string): Database {
    const sqlite = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined;
    if (sqlite === undefined) throw new MuhurError('simulator/no-sqlite', {});
    const path = join(directory, DATABASE_FILE);
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const database = new sqlite.DatabaseSync(path);
      chmodSync(path, 0o600);
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = NORMAL');
      database.exec('PRAGMA foreign_keys = ON');
      database.exec('PRAGMA secure_delete = ON');
      const opened = new Database(directory, database);
      opened.#demandWhole(path);
      opened.#migrate();
      return opened;
    } catch (error) {
      throw isMuhurError(error) ? error : storageError(path, error);
    }
  }

  /** All rows of a query. */
  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.#run(() => this.#statement(sql).all(...values) as Row[]);
  }

  /** The first row, if there is one. */
  get(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#run(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  /** Changes rows. @returns how many. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.#run(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** Statements without values, such as ATTACH. */
  exec(sql: string): void {
    this.#run(() => {
      this.#database.exec(sql);
    });
  }

  /** All of it is written, or nothing. May be nested; the outermost decides. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.exec('BEGIN IMMEDIATE');
    this.#depth++;
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /**
   * Leaves no trace of what was deleted before, neither in the database nor in the log beside it:
   * where pages were split, SQLite leaves copies behind that `secure_delete` does not reach. Not
   * for use in a transaction.
   * @returns false when somebody else reads the database: then the log still has it.
   */
  forgetDeleted(): boolean {
    // The copy that VACUUM works on belongs in no file of its own.
    this.exec('PRAGMA temp_store = MEMORY');
    this.exec('VACUUM');
    return this.get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0;
  }

  setting(name: string): string | null {
    const value = this.get('SELECT value FROM setting WHERE name = ?', name)?.['value'];
    return typeof value === 'string' ? value : null;
  }

  setSetting(name: string, value: string): void {
    this.run('INSERT OR REPLACE INTO setting VALUES (?, ?)', name, value);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // On a full disk SQLite has done it already (sqlite.org/lang_transaction.html).
    }
  }

  #demandWhole(path: string): void {
    const reason = String(this.get('PRAGMA quick_check(1)')?.['quick_check']);
    if (reason !== 'ok') throw new MuhurError('simulator/damaged', { path, reason });
  }

  #migrate(): void {
    const version = Number(this.get('PRAGMA user_version')?.['user_version'] ?? 0);
    const known = migrations.length;
    if (version > known) {
      throw new MuhurError('simulator/newer', { directory: this.directory, version, known });
    }
    for (const [index, step] of migrations.entries()) {
      if (index < version) continue;
      this.transaction(() => {
        this.exec(step);
        this.exec(`PRAGMA user_version = ${index + 1}`);
      });
    }
  }

  #statement(sql: string): Sqlite.StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #run<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storageError(join(this.directory, DATABASE_FILE), error);
    }
  }
}

/** SQLite result codes (sqlite.org/rescode.html). */
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** `simulator/damaged` for a database that is none any more; `simulator/storage` for the rest. */
export function storageError(path: string, cause: unknown): MuhurError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : 0;
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
    return new MuhurError('simulator/damaged', { path, reason }, { cause });
  }
  return new MuhurError('simulator/storage', { path, reason }, { cause });
}
