import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { verifyCms } from '../../src/pki/cms/verifyCms.ts';

const PROGRAM = fileURLToPath(new URL('signingProgram.ts', import.meta.url));

/** What the signing program says: see there. */
export interface Said {
  readonly note?: string;
  readonly open?: true;
  /** Names of the variables that it has left. */
  readonly environment?: readonly string[];
  /** Base64. */
  readonly cms?: string;
  readonly code?: string;
  readonly data?: unknown;
}

/** Signs in a process of its own by the options of the terminal. */
export class SigningProcess {
  readonly #child: ChildProcess;
  readonly #said: Said[] = [];
  #wake: () => void = () => undefined;

  /** `input` goes to its standard input. */
  constructor(args: readonly string[], env: NodeJS.ProcessEnv, input: string | null = null) {
    const stdio = [input === null ? 'ignore' : 'pipe', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: [...stdio] });
    this.#child.stdin?.end(input);
    this.#child.on('message', (message) => {
      this.#said.push(message as Said);
      this.#wake();
    });
    this.#child.on('exit', () => this.#wake());
  }

  /** The next thing it says; null when it ended. */
  async next(): Promise<Said | null> {
    while (this.#said.length === 0 && this.#child.exitCode === null) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#said.shift() ?? null;
  }

  /** The next that is no note. */
  async answer(): Promise<Said | null> {
    const said = await this.next();
    return said?.note === undefined ? said : this.answer();
  }

  sign(): Promise<Said | null> {
    this.#child.send('sign');
    return this.answer();
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    // It may end by itself at this moment.
    if (this.#child.connected) this.#child.send('end', () => undefined);
    await exited;
  }
}

/** Runs the options of the terminal; ends what it started. */
export async function signing<T>(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  use: (signer: SigningProcess) => Promise<T>,
  input: string | null = null,
): Promise<T> {
  const signer = new SigningProcess(args, { ...process.env, ...env }, input);
  try {
    return await use(signer);
  } finally {
    await signer.end();
  }
}

/** Whether it opened, or why not. */
export const opening = (signer: SigningProcess) => signer.answer();

/** It signed, and rightly. */
export function assertSigned(said: Said | null): void {
  const { signers } = verifyCms(Buffer.from(said?.cms ?? '', 'base64'));
  assert.deepEqual(signers[0]?.problems, [], JSON.stringify(said));
}
