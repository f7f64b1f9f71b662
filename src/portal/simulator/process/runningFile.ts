import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ReadyLine } from '../start.ts';
import { storageError } from '../store/database.ts';

const FILE = 'running.json';

const url = z.url().max(200);

const running = z.object({
  pid: z.int(),
  /** Where leases are taken. */
  leasePort: z.int().min(1).max(65_535),
  ready: z.object({
    baseUrl: url,
    portalUrl: url,
    ocspUrl: url,
    crlUrl: url,
    tsaUrl: url,
    caUrl: url,
    rootUrl: url,
    testToken: z.string().max(200),
  }) satisfies z.ZodType<ReadyLine>,
});

/** What a simulator tells of itself in its data folder while it runs, for its user alone. */
export type Running = z.output<typeof running>;

/** @throws `simulator/storage`. */
export function writeRunning(directory: string, value: Running): void {
  const path = join(directory, FILE);
  try {
    writeFileSync(`${path}.tmp`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    throw storageError(path, error);
  }
}

export function removeRunning(directory: string): void {
  rmSync(join(directory, FILE), { force: true });
}

/** What the last simulator on that data told; it may be dead. Null when there is nothing of use. */
export function readRunning(directory: string): Running | null {
  try {
    const text = readFileSync(join(directory, FILE), 'utf8');
    return running.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
