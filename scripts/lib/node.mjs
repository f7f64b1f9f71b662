/** The Node that everything after the set-up runs on. */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cached } from './cache.mjs';
import { npm, npmSetting } from './npm.mjs';

const nodeVersion = '24.21.0';
const npmVersion = '11.19.1';

/**
 * @typedef {object} CurrentNode
 * @property {string} node the program
 * @property {NodeJS.ProcessEnv} env with this Node first on the path, and its headers for addons
 * @property {(args: string[], cwd?: string) => Promise<string>} npm installs for this Node
 */

/**
 * Node 24: the one that runs us, when it is that new and has its headers beside it, else one from
 * the npm registry. Older ones cannot run the VS Code server, nor TypeScript without a build.
 * @returns {Promise<CurrentNode>}
 */
export async function currentNode(say) {
  const nodedir = dirname(dirname(process.execPath));
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24 && existsSync(join(nodedir, 'include', 'node', 'node_api.h'))) {
    const env = environment(process.execPath, nodedir);
    return { node: process.execPath, env, npm: (args, cwd) => npm(args, { cwd, env }) };
  }
  return fetchedNode(say);
}

async function fetchedNode(say) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await cached(`node-${nodeVersion}`, async (draft) => {
    say(`fetching Node ${nodeVersion} (this is ${process.versions.node})`);
    await npm(['install', '--prefix', draft, '--ignore-scripts', `${name}@${nodeVersion}`]);
  });
  const nodedir = join(folder, 'node_modules', name);
  const node = join(nodedir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const env = environment(node, nodedir);
  return {
    node,
    env,
    npm: async (args, cwd) => {
      const own = await fetchedNpm();
      return npm(args, { cwd, env: { ...env, ...own.settings } }, [node, own.program]);
    },
  };
}

/**
 * An npm of our own. The one of a Linux distribution may link addons to the distribution's libnode,
 * which crashes in any other Node. It still goes by the user's settings.
 */
async function fetchedNpm() {
  const folder = await cached(`npm-${npmVersion}`, async (draft) => {
    await npm(['install', '--prefix', draft, '--ignore-scripts', `npm@${npmVersion}`]);
  });
  const program = join(folder, 'node_modules', 'npm');
  return {
    program: join(program, 'bin', 'npm-cli.js'),
    settings: {
      npm_config_globalconfig: await npmSetting('globalconfig'),
      // Inherited when the user's npm runs us, and then it is that npm's.
      npm_config_node_gyp: join(program, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
    },
  };
}

function environment(node, nodedir) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    // Else node-gyp downloads headers, or takes those of another Node.
    npm_config_nodedir: nodedir,
  };
}
