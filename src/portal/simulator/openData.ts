import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { MuhurError, toMuhurError } from '../../errors.ts';
import type { OwnerLock } from '../../ownerLock.ts';
import { lockFolder } from '../../ownerLock.ts';
import { createAuthority } from './authority/createAuthority.ts';
import { openAuthority } from './authority/openAuthority.ts';
import type { StoredAuthority } from './authority/types.ts';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { CardFolders } from './organisations/cardFolders.ts';
import type { KeyPairSource } from './organisations/keyPool.ts';
import { KeyPool } from './organisations/keyPool.ts';
import { keyFromFile } from './process/keyFile.ts';
import type { Simulator } from './simulator.ts';
import { finishForgetting } from './secrets/forgetting.ts';
import { CertificateStatuses } from './store/certificateStatus.ts';
import { Database, storageError } from './store/database.ts';
import { Vault } from './vault.ts';

export interface DataOptions {
  /** The data folder; made when missing. */
  readonly directory: string;
  /** 32 bytes under which PINs and PUKs are kept; null: from the key file of the data. */
  readonly key: Uint8Array | null;
  readonly log: (line: string) => void;
  /** Where keys come from; by default they are made, some of them ahead. */
  readonly keyPair?: KeyPairSource;
}

/** Everything but the server. */
export interface OpenData {
  readonly simulator: Simulator;
  /** Lets go of the data. */
  close(): void;
}

/**
 * Opens the simulator's data, or begins it, as its only owner.
 * @param portOf the port that its certificates carry.
 * @throws `simulator/…`, and what `portOf` throws.
 */
export async function openData(
  options: DataOptions,
  portOf: (database: Database) => number | Promise<number>,
): Promise<OpenData> {
  const lock = await own(options.directory);
  let database: Database | null = null;
  try {
    database = Database.open(options.directory);
    const port = await portOf(database);
    await finishForgetting(database).catch((error: unknown) => {
      options.log(toMuhurError(error).message);
    });
    const simulator = await simulatorOn(database, `http://127.0.0.1:${port}`, options);
    return { simulator, close: () => close(simulator, lock) };
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

async function own(directory: string): Promise<OwnerLock> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { lock, owner } = await lockFolder(directory);
    if (lock === null) throw new MuhurError('simulator/in-use', { directory, ...owner });
    return lock;
  } catch (error) {
    if (error instanceof MuhurError) throw error;
    throw storageError(directory, error);
  }
}

async function simulatorOn(
  database: Database,
  baseUrl: string,
  { key, keyPair, log }: DataOptions,
): Promise<Simulator> {
  const statuses = new CertificateStatuses(database);
  const authority = openAuthority(await authorityOf(database, baseUrl, keyPair), statuses);
  return {
    database,
    clock: new Clock(database),
    statuses,
    vault: new Vault(key ?? keyFromFile(database.directory)),
    keys: keyPair === undefined ? new KeyPool() : new KeyPool(keyPair, 0),
    cards: new CardFolders(database),
    authority,
    faults: new Faults(),
    journal: new Journal(),
    baseUrl,
    testToken: randomBytes(24).toString('base64url'),
    log,
  };
}

async function authorityOf(
  database: Database,
  baseUrl: string,
  keyPair: KeyPairSource | undefined,
): Promise<StoredAuthority> {
  const known = database.setting('authority');
  if (known !== null) return JSON.parse(known) as StoredAuthority;
  const stored = await createAuthority({ baseUrl, ...(keyPair && { keyPair }) });
  database.setSetting('authority', JSON.stringify(stored));
  return stored;
}

function close({ database, keys }: Simulator, lock: OwnerLock): void {
  keys.close();
  database.close();
  lock.release();
}
