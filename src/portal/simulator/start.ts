import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { MuhurError } from '../../errors.ts';
import type { OwnerLock } from '../../ownerLock.ts';
import { lockFolder } from '../../ownerLock.ts';
import { createAuthority, openAuthority } from './authority/authority.ts';
import type { StoredAuthority } from './authority/types.ts';
import { AUTHORITY_PATHS } from './authority/addresses.ts';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { createHttpServer } from './server/httpServer.ts';
import { allRoutes, createGate } from './features.ts';
import { claimPort, listenOn } from './port.ts';
import type { Simulator } from './simulator.ts';
import { CertificateStatuses } from './store/certificateStatus.ts';
import { Database, storageError } from './store/database.ts';
import { Vault } from './vault.ts';

export interface StartOptions {
  /** The data folder; made when missing. */
  readonly directory: string;
  /** For new data; by default any free one, which is then kept. */
  readonly port?: number;
  /** 32 bytes under which PINs and PUKs are kept. */
  readonly key: Uint8Array;
  readonly log: (line: string) => void;
}

/** What is told when the simulator answers. */
export interface ReadyLine {
  readonly baseUrl: string;
  readonly portalUrl: string;
  readonly ocspUrl: string;
  readonly crlUrl: string;
  readonly tsaUrl: string;
  readonly caUrl: string;
  readonly rootUrl: string;
  readonly testToken: string;
}

export interface RunningSimulator {
  readonly ready: ReadyLine;
  readonly simulator: Simulator;
  /** Stops answering and lets go of the data. */
  close(): Promise<void>;
}

/**
 * Starts the simulator on its data, or on new data.
 * @throws `simulator/…`.
 */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  const lock = await own(options.directory);
  try {
    return await startAsOwner(options, lock);
  } catch (error) {
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

async function startAsOwner(options: StartOptions, lock: OwnerLock): Promise<RunningSimulator> {
  const database = Database.open(options.directory);
  try {
    const port = await claimPort(database, options.port);
    const baseUrl = `http://127.0.0.1:${port}`;
    const clock = new Clock(database);
    const statuses = new CertificateStatuses(database);
    const stored = await authorityOf(database, baseUrl, clock.now());
    const simulator: Simulator = {
      database,
      clock,
      statuses,
      vault: new Vault(options.key),
      authority: openAuthority(stored, statuses),
      faults: new Faults(),
      journal: new Journal(),
      baseUrl,
      testToken: randomBytes(24).toString('base64url'),
      log: options.log,
    };
    const server = createHttpServer(simulator, allRoutes(simulator), createGate(simulator));
    await listenOn(server, port);
    return {
      ready: readyLine(simulator),
      simulator,
      async close() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        database.close();
        lock.release();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

async function authorityOf(
  database: Database,
  baseUrl: string,
  now: Date,
): Promise<StoredAuthority> {
  const known = database.setting('authority');
  if (known !== null) return JSON.parse(known) as StoredAuthority;
  const stored = await createAuthority({ baseUrl, now });
  database.setSetting('authority', JSON.stringify(stored));
  return stored;
}

function readyLine({ baseUrl, testToken }: Simulator): ReadyLine {
  return {
    baseUrl,
    portalUrl: `${baseUrl}/portal/v1`,
    ocspUrl: baseUrl + AUTHORITY_PATHS.ocsp,
    crlUrl: baseUrl + AUTHORITY_PATHS.crl('seal'),
    tsaUrl: baseUrl + AUTHORITY_PATHS.timeStamp,
    caUrl: baseUrl + AUTHORITY_PATHS.certificate('seal'),
    rootUrl: baseUrl + AUTHORITY_PATHS.certificate('root'),
    testToken,
  };
}
