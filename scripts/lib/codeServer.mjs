/** VS Code as a server for the browser, from the npm registry. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, cached, locked } from './cache.mjs';
import { hasCompiler } from './compiler.mjs';

const version = '4.139.1';
const name = `code-server-${version}`;

/** Without the first, output channels and log files stay empty; without the second, noise. */
const addons = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** Fetches it where it is missing. */
export async function fetchCodeServer(say, { npm }) {
  const folder = await cached(name, async (draft) => {
    say(`fetching VS Code for the browser (code-server ${version})`);
    // Its install scripts build more than is needed here, and take two minutes.
    const quick = ['install', '--ignore-scripts', '--omit=dev'];
    await npm([...quick, '--prefix', draft, `code-server@${version}`]);
    await npm(quick, vscodeIn(draft));
  });
  await buildAddons(say, folder, npm);
}

async function buildAddons(say, folder, npm) {
  const done = join(folder, 'addons.log');
  if (existsSync(done) || !hasCompiler()) return;
  await locked(name, async () => {
    if (existsSync(done)) return;
    say('building the log writer of VS Code');
    const output = await npm(['rebuild', ...addons], vscodeIn(folder)).catch((error) => {
      say(`it did not build, so log files stay empty; why: ${done}`);
      return error.message;
    });
    writeFileSync(done, output);
  });
}

/** The program to start with Node, in a cache that `fetchCodeServer` has filled. */
export function codeServerProgram() {
  return join(cache, name, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

function vscodeIn(folder) {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}
