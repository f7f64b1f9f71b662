import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The ready line of `virtual-card`. */
export interface ReadyCard {
  readonly reader: string;
  readonly atr: string;
  readonly serial: string;
  readonly vkn: string | null;
  readonly tckn: string | null;
  readonly pin: string;
  readonly puk: string;
}

/** A virtual card in a process of its own, as users start it. */
export interface CardProcess extends ReadyCard {
  readonly child: ChildProcess;
  /** Stops it and waits until it has. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts `virtual-card` from the build and waits for its ready line. */
export async function startCardProcess(state: string, port: number): Promise<CardProcess> {
  const args = [CLI, 'virtual-card', '--state', state, '--vpcd', `127.0.0.1:${String(port)}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let output = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const ready = new Promise<ReadyCard>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(JSON.parse(output) as ReadyCard);
    });
    child.once('exit', () => {
      reject(new Error(`virtual-card ended before it was ready: ${complaint}`));
    });
  });
  return {
    ...(await ready),
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
    },
  };
}
