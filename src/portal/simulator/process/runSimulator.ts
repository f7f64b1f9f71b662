import { once } from 'node:events';
import type { ReadyLine } from '../start.ts';
import { startSimulator } from '../start.ts';
import type { LeaseServer, LeaseTimes } from './lease.ts';
import { serveLeases } from './lease.ts';
import { removeRunning, writeRunning } from './runningFile.ts';

export interface RunOptions {
  readonly directory: string;
  readonly port?: number;
  /** Null: from the key file of the data. */
  readonly key: Uint8Array | null;
  readonly log: (line: string) => void;
  /** Called once, when it answers. */
  readonly ready: (line: ReadyLine) => void;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** It also ends when nobody holds a lease. */
  readonly leases?: LeaseTimes;
}

/**
 * Runs the simulator until it is stopped. While it runs, `running.json` in its data says where.
 * @throws `simulator/…`.
 */
export async function runSimulator(options: RunOptions): Promise<void> {
  const { directory, signal } = options;
  const running = await startSimulator(options);
  const stopped = new AbortController();
  const end = once(stopped.signal, 'abort');
  const stop = () => stopped.abort();
  let leases: LeaseServer | null = null;
  try {
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return;
    const { ready } = running;
    leases = await serveLeases(ready.testToken, options.leases ?? null, stop);
    writeRunning(directory, { pid: process.pid, leasePort: leases.port, ready });
    options.ready(ready);
    await end;
  } finally {
    signal.removeEventListener('abort', stop);
    leases?.close();
    removeRunning(directory);
    await running.close();
  }
}
