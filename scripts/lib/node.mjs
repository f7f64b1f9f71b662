/** The Node that everything after the set-up runs on. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached } from './cache.mjs';
import { npm } from './run.mjs';

const version = '24.21.0';

/**
 * Node 24: the one that runs us, when it is that new and has its headers beside it, else one from
 * the npm registry. Older ones cannot run the VS Code server, nor TypeScript without a build.
 * @returns {Promise<{ node: string, nodedir: string }>} the program, and the folder of its headers
 */
export async function currentNode(say) {
  const nodedir = dirname(dirname(process.execPath));
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24 && existsSync(join(nodedir, 'include', 'node', 'node_api.h'))) {
    return { node: process.execPath, nodedir };
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await cached(`node-${version}`, async (draft) => {
    say(`fetching Node ${version} (this is ${process.versions.node})`);
    await npm(['install', '--prefix', draft, '--ignore-scripts', `${name}@${version}`]);
  });
  const prefix = join(folder, 'node_modules', name);
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return { node: join(prefix, 'bin', program), nodedir: prefix };
}
