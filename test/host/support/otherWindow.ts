import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { JoinedSimulator } from '../../../src/portal/simulator/process/joinOrStart.ts';
import { joinOrStart } from '../../../src/portal/simulator/process/joinOrStart.ts';
import { readRunning } from '../../../src/portal/simulator/process/runningFile.ts';
import { simulatorDirectory } from '../../../src/views/portal/simulatorDirectory.ts';
import { until } from '../../rig/until.ts';
import { access } from './access.ts';

const { extensionUri } = vscode.extensions.getExtension('mali-muhur.mali-muhur') ?? {};

function program(): string {
  if (extensionUri === undefined) throw new Error('VS Code did not load the extension');
  return vscode.Uri.joinPath(extensionUri, 'dist', 'simulatorProcess.js').fsPath;
}

/** Joins, or starts, the simulator of this VS Code as another window of it does. */
export async function joinFromOtherWindow(): Promise<JoinedSimulator> {
  const { context } = await access();
  const key = (await context.secrets.get('maliMuhur.simulator.key')) ?? '';
  return joinOrStart({
    directory: simulatorDirectory(context),
    key: new Uint8Array(Buffer.from(key, 'base64')),
    program: program(),
  });
}

/** The process of this VS Code's simulator; null when none runs. */
export async function simulatorProcess(): Promise<number | null> {
  return processIn(simulatorDirectory((await access()).context));
}

function processIn(directory: string): number | null {
  const pid = readRunning(directory)?.pid;
  return pid !== undefined && isAlive(pid) ? pid : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A simulator that has nothing to do with this VS Code: to it, just a server with an address. */
export class OtherServer {
  readonly directory = mkdtempSync(join(tmpdir(), 'muhur-other-'));
  readonly #key = new Uint8Array(randomBytes(32));
  #joined: JoinedSimulator | null = null;

  /** The same data has the same address each time. */
  async start(): Promise<JoinedSimulator['ready']> {
    const options = { directory: this.directory, key: this.#key, program: program() };
    this.#joined = await joinOrStart(options);
    return this.#joined.ready;
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const pid = processIn(this.directory);
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await until('the other server is gone', () => pid === null || !isAlive(pid));
  }

  async remove(): Promise<void> {
    this.#joined?.close();
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
