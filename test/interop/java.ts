import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { needsProgram } from '../support.ts';

const run = promisify(execFile);

/** What a Java program prints; leaves the test out where there is no Java. */
export async function java(
  context: Mocha.Context,
  args: readonly string[],
  { env = process.env, input = '' }: { env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<string> {
  needsProgram(context, 'java');
  const running = run('java', args, { env, maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin?.end(input);
  return (await running).stdout;
}
