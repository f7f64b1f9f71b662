/**
 * Makes `dist/mali-muhur-TARGET-VERSION.vsix`.
 *
 * `--target`: this platform, which is the default and has the PC/SC addon inside, or `universal`,
 * which runs everywhere on virtual cards alone.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { thirdPartyNotices } from './lib/notices.mjs';
import { root } from './lib/root.mjs';
import { capture } from './lib/run.mjs';
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
if (target !== here && target !== 'universal') {
  fail(`The PC/SC addon for ${target} is built on such a machine; here: ${here} or universal.`);
}

const tools = await setUp();
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
  const metafile = await build({ production: true, addon: target !== 'universal', outdir });
  const missing = ['smartcard_napi.node', 'pkcs11.node'].filter((name) => {
    return target !== 'universal' && !existsSync(join(outdir, name));
  });
  if (missing.length > 0) {
    fail(`Not built here: ${missing.join(', ')}. Without: npm run package -- --target universal`);
  }
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), thirdPartyNotices(metafile));
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
    env: tools.env,
  });
  if (code !== 0) fail(output);
  console.log(relative(root, vsix));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
