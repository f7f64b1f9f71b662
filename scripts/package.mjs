/**
 * Makes `dist/mali-muhur-TARGET-VERSION.vsix`.
 *
 * `--target`: this platform, which is the default and has the native addons inside; `win32-x64`,
 * whose addons MinGW compiles; or `universal`, which runs everywhere on virtual cards alone.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { windowsCompiler } from './lib/compiler.mjs';
import { thirdPartyNotices } from './lib/notices.mjs';
import { root } from './lib/root.mjs';
import { capture } from './lib/run.mjs';
import { compileWindowsAddons } from './lib/windowsAddons.mjs';
import { setUp } from './setup.mjs';

/** What is packaged besides the build, the notices and the README. */
const files = [
  'package.json',
  'package.nls.json',
  'package.nls.tr.json',
  'l10n',
  'media',
  'CHANGELOG.md',
  'LICENSE',
];
const screenshots = join(root, 'media', 'screenshots');

const here = `${process.platform}-${process.arch}`;
const { target } = parseArgs({ options: { target: { type: 'string', default: here } } }).values;
const possible = [...new Set([here, 'win32-x64', 'universal'])];
if (!possible.includes(target)) {
  fail(`The addons for ${target} are built on such a machine; here: ${possible.join(', ')}.`);
}
const forWindows = target === 'win32-x64' && target !== here;

const tools = await setUp({ more: forWindows ? ['mingw'] : [] });
if (forWindows && !windowsCompiler()) {
  fail('The addons for win32-x64 need MinGW. Debian: apt-get install g++-mingw-w64-x86-64-posix');
}
// A folder with nothing else in it, so that nothing is packaged by accident.
const stage = join(root, 'out', 'package', target);
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const name of files) {
  cpSync(join(root, name), join(stage, name), {
    recursive: true,
    filter: (source) => source !== screenshots,
  });
}
writeFileSync(join(stage, 'README.md'), readmeWithoutPictures());
await buildInto(join(stage, 'dist'));
await makeVsix();

/** VS Code shows no picture that a README takes from the extension's own folder. */
function readmeWithoutPictures() {
  return readFileSync(join(root, 'README.md'), 'utf8').replace(/^!\[.*\]\(media\/.*\)\n\n?/gm, '');
}

async function buildInto(outdir) {
  const { build } = createRequire(import.meta.url)('../esbuild.js');
  const metafile = await build({ production: true, ...(await addons()), outdir });
  const missing = ['smartcard_napi.node', 'pkcs11.node'].filter((name) => {
    return target !== 'universal' && !existsSync(join(outdir, name));
  });
  if (missing.length > 0) {
    fail(`Not built here: ${missing.join(', ')}. Without: npm run package -- --target universal`);
  }
  const notices = thirdPartyNotices(metafile, { mingw: forWindows });
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), notices);
}

/** The addons for the build, unless they are those of this machine. */
async function addons() {
  if (target === 'universal') return { addonFiles: {} };
  if (!forWindows) return {};
  return { addonFiles: await compileWindowsAddons(join(root, 'out', 'windows-addons')) };
}

async function makeVsix() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, 'dist', `mali-muhur-${target}-${version}.vsix`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--out', vsix];
  // The links of the README lead to files of the sources, and there is no address to put before.
  args.push('--no-rewrite-relative-links');
  if (target !== 'universal') args.push('--target', target);
  const { code, output } = await capture(tools.node, [vsce, ...args], {
    cwd: stage,
    // With it files carry this time and are sorted: the same sources make the same package.
    env: { SOURCE_DATE_EPOCH: '946684800', ...tools.env, TZ: 'UTC' },
  });
  if (code !== 0) fail(output);
  console.log(relative(root, vsix));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
