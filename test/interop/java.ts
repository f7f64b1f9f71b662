import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { skip } from '../support.ts';

const run = promisify(execFile);

/** What a Java program prints; leaves the test out where there is no Java. */
export async function java(
  context: Mocha.Context,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  try {
    await run('java', ['-version']);
  } catch {
    skip(context, 'Java is not installed');
  }
  return (await run('java', args, { env })).stdout;
}
