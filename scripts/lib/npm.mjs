/** npm, with the configuration of the user. */
import { capture } from './run.mjs';

/** npm is a batch file on Windows, which only a shell can start. */
const shell = process.platform === 'win32';

/**
 * Runs npm quietly; throws what it printed when it fails.
 * @param {string[]} [program] another npm than the user's
 */
export async function npm(args, options = {}, program = ['npm']) {
  const [command, ...first] = program;
  const { code, output } = await capture(command, [...first, ...args], {
    shell: shell && command === 'npm',
    ...options,
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${output.trim()}`);
  return output;
}

/** What the user's npm has for a setting. */
export async function npmSetting(name) {
  return (await npm(['config', 'get', name, '--loglevel', 'silent'])).trim();
}
