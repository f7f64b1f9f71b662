/** VS Code as a server for the browser, from the npm registry. */
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { npm } from './run.mjs';

const version = '4.139.1';

/** @returns {Promise<string>} the program to start with Node */
export async function codeServer(say) {
  const folder = await cached(`code-server-${version}`, async (draft) => {
    say(`fetching VS Code for the browser (code-server ${version})`);
    // Its install scripts build what no part of this project needs, and take two minutes.
    const quick = ['install', '--ignore-scripts', '--omit=dev'];
    await npm([...quick, '--prefix', draft, `code-server@${version}`]);
    await npm(quick, { cwd: join(draft, 'node_modules', 'code-server', 'lib', 'vscode') });
  });
  return join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}
