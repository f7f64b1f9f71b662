import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import { PortalClient } from '../../client.ts';
import { readClock } from '../../contract/testSuite.ts';
import type { ReadyLine } from '../start.ts';
import { storageError } from '../store/database.ts';
import { takeLease } from './lease.ts';
import { readRunning } from './runningFile.ts';
import type { Running } from './runningFile.ts';
import { startProcess } from './startProcess.ts';

export interface JoinOptions {
  /** The data folder; made when missing. */
  readonly directory: string;
  /** 32 bytes under which PINs and PUKs are kept; a simulator that runs already has its own. */
  readonly key: Uint8Array;
  /** The program of the simulator process. */
  readonly program: string;
  /** By default the Node that runs this, VS Code's own included. */
  readonly node?: string;
}

/** A simulator that is there as long as this is not closed. */
export interface JoinedSimulator {
  readonly ready: ReadyLine;
  /** False: another window or a terminal had started it. */
  readonly started: boolean;
  /** Resolves when it is gone, or was closed. */
  readonly ended: Promise<void>;
  /** It may end now, as far as this process is concerned. */
  close(): void;
  /** Ends it, whoever else has joined it. */
  stop(): Promise<void>;
}

/** Two windows that start at once: one of them finds the other's simulator a moment later. */
const ATTEMPTS = 40;
const PAUSE_MS = 250;

/**
 * Joins the simulator that runs on the data, or starts it as a process of its own, which ends
 * seconds after the last who joined it has closed it or is gone.
 * @throws `simulator/…`; `cancelled`.
 */
export async function joinOrStart(
  options: JoinOptions,
  signal?: AbortSignal,
): Promise<JoinedSimulator> {
  makeFolder(options.directory);
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted === true) throw new MuhurError('cancelled', {});
    const joined = await join(options.directory, false);
    if (joined !== null) return joined;
    try {
      await startProcess(options, signal);
      const started = await join(options.directory, true);
      if (started !== null) return started;
      throw new MuhurError('simulator/not-started', { reason: 'it ended at once' });
    } catch (error) {
      // Somebody was faster, and is about to answer; or is about to stop.
      if (!isMuhurError(error, 'simulator/in-use') || attempt === ATTEMPTS) throw error;
      await delay(PAUSE_MS);
    }
  }
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageError(directory, error);
  }
}

async function join(directory: string, started: boolean): Promise<JoinedSimulator | null> {
  const running = readRunning(directory);
  if (running === null || !(await answers(running))) return null;
  const { ready, leasePort, pid } = running;
  const lease = await takeLease(leasePort, ready.testToken);
  if (lease === null) return null;
  const stop = (): Promise<void> => stopProcess(pid, directory);
  return { ready, started, ended: lease.ended, close: () => lease.release(), stop };
}

/** The simulator that runs on the data, if there is one: nothing is started. */
export function joinRunning(directory: string): Promise<JoinedSimulator | null> {
  return join(directory, false);
}

/** Asks the process to end, and waits until its data says that it has. */
async function stopProcess(pid: number, directory: string): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It is gone already.
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (readRunning(directory)?.pid !== pid) return;
    await delay(PAUSE_MS);
  }
}

/** Only the simulator that wrote the file knows the token in it. */
async function answers({ ready: { baseUrl, testToken } }: Running): Promise<boolean> {
  const client = new PortalClient({ baseUrl, timeoutSeconds: 5 });
  try {
    await client.call(readClock, {}, { token: testToken });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
