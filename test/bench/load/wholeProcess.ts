import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessCost {
  readonly seconds: number;
  /** Largest resident set, in MiB. */
  readonly rss: number;
  readonly output: string;
}

/** Runs a program to its end under GNU time. Its exit code may be 0 or one of `codes`. */
export async function wholeProcess(
  command: readonly string[],
  codes: readonly number[] = [],
): Promise<ProcessCost> {
  const options = { maxBuffer: 256 * 1024 * 1024 };
  const { stdout, stderr } = await run('time', ['-f', '%e %M', ...command], options).catch(
    (error: unknown) => {
      const failed = error as { code: number | string; stdout: string; stderr: string };
      if (typeof failed.code === 'number' && codes.includes(failed.code)) return failed;
      throw error;
    },
  );
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const [seconds = Number.NaN, kilobytes = Number.NaN] = last.split(' ').map(Number);
  if (Number.isNaN(seconds) || Number.isNaN(kilobytes)) throw new Error(`no times: ${stderr}`);
  return { seconds, rss: kilobytes / 1024, output: stdout };
}
