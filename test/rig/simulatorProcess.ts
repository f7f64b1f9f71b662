import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReadyLine } from '../../src/portal/simulator/start.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The simulator in a process of its own, as users start it. */
export interface SimulatorProcess {
  readonly ready: ReadyLine;
  readonly child: ChildProcess;
  /** Everything on standard error so far. */
  readonly complaints: () => string;
  /** Ends it and waits until it has ended. @returns its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `simulator` from the build and waits for its ready line. */
export async function startSimulatorProcess(data: string): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [CLI, 'simulator', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  const exited = once(child, 'exit');
  let output = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(JSON.parse(output) as ReadyLine);
    });
    child.once('exit', (code) => {
      reject(new Error(`simulator ended with ${String(code)} before it was ready: ${complaint}`));
    });
  });
  return {
    ready,
    child,
    complaints: () => complaint,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
