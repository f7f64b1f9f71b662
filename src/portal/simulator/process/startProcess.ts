import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import type { ErrorCode } from '../../../errors.ts';
import { MuhurError } from '../../../errors.ts';
import { storageError } from '../store/database.ts';
import type { JoinOptions } from './joinOrStart.ts';

/** What it writes to standard error; replaced at each start. */
const LOG_FILE = 'simulator.log';
/** The first start makes a PKI and keys, on slow machines too. */
const START_MS = 60_000;
const LONGEST_LINE = 65_536;

const failure = z.object({
  error: z.object({
    code: z.string().regex(/^(?:simulator|virtual-card)\/[a-z-]+$/),
    data: z.record(z.string(), z.unknown()),
  }),
});

/**
 * Starts the simulator process. It goes on when this process ends.
 * @throws the error that it reported; `simulator/not-started`; `cancelled`.
 */
export async function startProcess(options: JoinOptions, signal?: AbortSignal): Promise<void> {
  const child = spawnDetached(options);
  const limit = AbortSignal.timeout(START_MS);
  const stop = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const kill = () => child.kill();
  stop.addEventListener('abort', kill, { once: true });
  try {
    const line = await firstLineOf(child, options.key);
    if (signal?.aborted === true) throw new MuhurError('cancelled', {});
    demandReady(line);
  } finally {
    stop.removeEventListener('abort', kill);
    child.stdout?.destroy();
    child.unref();
  }
}

function spawnDetached({ node = process.execPath, program, directory }: JoinOptions): ChildProcess {
  const log = openLog(join(directory, LOG_FILE));
  try {
    return spawn(node, [program, directory], {
      // A window that closes takes nothing with it.
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'pipe', log],
      cwd: directory,
      env: environment(),
    });
  } finally {
    closeSync(log);
  }
}

/** What Node needs and nothing else: variables of the editor can hold secrets. */
function environment(): NodeJS.ProcessEnv {
  const { SystemRoot, TEMP, TMPDIR } = process.env;
  return {
    ELECTRON_RUN_AS_NODE: '1',
    ...(SystemRoot !== undefined && { SystemRoot }),
    ...(TEMP !== undefined && { TEMP }),
    ...(TMPDIR !== undefined && { TMPDIR }),
  };
}

function openLog(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (error) {
    throw storageError(path, error);
  }
}

/** Its first line; empty when it ends without one. */
async function firstLineOf(child: ChildProcess, key: Uint8Array): Promise<string> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) => {
      reject(new MuhurError('simulator/not-started', { reason: cause.message }, { cause }));
    });
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(`${Buffer.from(key).toString('base64')}\n`);
  return Promise.race([failed, child.stdout === null ? '' : readLine(child.stdout)]);
}

async function readLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.includes('\n') || text.length > LONGEST_LINE) break;
  }
  return text.split('\n', 1)[0] ?? '';
}

function demandReady(line: string): void {
  if (line === '') throw new MuhurError('simulator/not-started', { reason: `see ${LOG_FILE}` });
  const reported = failure.safeParse(parseJson(line)).data;
  if (reported === undefined) return;
  const { code, data } = reported.error;
  throw new MuhurError(code as ErrorCode, data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
