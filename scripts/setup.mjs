/**
 * Prepares this machine: system packages, Node, dependencies, VS Code for the browser, the build.
 * Everything is looked at each time and done only when it is not there.
 */
import { fetchCodeServer } from './lib/codeServer.mjs';
import { windowsCompiler } from './lib/compiler.mjs';
import { mendPkcs11 } from './lib/mendedPkcs11.mjs';
import { ownModules } from './lib/modules.mjs';
import { currentNode } from './lib/node.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { systemPackages } from './lib/system.mjs';
import { fetchWindowsParts } from './lib/windowsParts.mjs';

/**
 * @param {{ everything?: boolean, more?: ('mingw' | 'wine')[] }} [options] `everything: false`: only
 *   what checking and unit tests need; `more`: for the package for Windows, and for its test
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the Node for all that follows, and
 *   the environment to run it in
 */
export async function setUp({ everything = true, more = [] } = {}) {
  // Not on standard output, which may be someone's JSON.
  const say = (line) => console.error(`set-up: ${line}`);
  if (everything) await systemPackages(say, more);
  const current = await currentNode(say);
  await ownModules(say, current);
  await mendPkcs11(say, current);
  if (everything) await fetchCodeServer(say, current);
  if (more.length > 0 && windowsCompiler()) await fetchWindowsParts(say, current);
  return { node: current.node, env: current.env };
}

/** Builds `dist/`; ends the program when the sources do not build. */
export async function build({ node, env }, { production = false } = {}) {
  const args = ['esbuild.js', ...(production ? ['--production'] : [])];
  const code = await run(node, args, { cwd: root, env });
  if (code !== 0) process.exit(code);
}
