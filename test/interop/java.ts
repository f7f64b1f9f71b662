import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { needsProgram } from '../support.ts';

const run = promisify(execFile);

/** What a Java program prints; leaves the test out where there is no Java. */
export async function java(
  context: Mocha.Context,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  needsProgram(context, 'java');
  return (await run('java', args, { env })).stdout;
}
