import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { MuhurError } from '../../errors.ts';
import type { Database } from './store/database.ts';
import { storageError } from './store/database.ts';

const LOOPBACK = '127.0.0.1';
const SETTING = 'port';
/** Below the range from which systems take ports for outgoing connections (32768 on Linux). */
const RANGE = [20_000, 32_000] as const;
const ATTEMPTS = 50;

/**
 * The port of this data, chosen at the first start and kept, because certificates carry it.
 * @param wanted only where the data is new; another one than the kept one is refused.
 * @throws `simulator/port-taken` for a wanted or kept port that another program has.
 */
export async function claimPort(database: Database, wanted?: number): Promise<number> {
  const kept = database.setting(SETTING);
  if (kept !== null && (wanted === undefined || wanted === Number(kept))) {
    await demandFree(Number(kept), true);
    return Number(kept);
  }
  if (kept !== null) throw new MuhurError('simulator/other-port', { port: Number(kept) });
  const port = wanted ?? (await freePort());
  await demandFree(port, false);
  database.setSetting(SETTING, String(port));
  return port;
}

/** The port that the certificates of this data carry. @throws `simulator/storage` without one. */
export function keptPort(database: Database): number {
  const kept = database.setting(SETTING);
  if (kept !== null) return Number(kept);
  throw storageError(database.directory, new Error('the data was never served'));
}

/** Listens on loopback and nowhere else. @throws `simulator/port-taken`. */
export async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new MuhurError('simulator/port-taken', { port, kept: true }, { cause }));
    });
    server.listen({ port, host: LOOPBACK, exclusive: true }, resolve);
  });
}

async function demandFree(port: number, kept: boolean): Promise<void> {
  if (!(await isFree(port))) throw new MuhurError('simulator/port-taken', { port, kept });
}

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(...RANGE);
    if (await isFree(port)) return port;
  }
  throw new MuhurError('simulator/port-taken', { port: RANGE[0], kept: false });
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listenOn(probe, port);
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
