/** The licences of what is bundled into the build. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * The text of ThirdPartyNotices.txt.
 * @param {import('esbuild').Metafile} metafile of the build
 * @param {{ mingw?: boolean }} [options] `mingw`: it compiled the addons
 */
export function thirdPartyNotices(metafile, { mingw = false } = {}) {
  const packages = bundledPackages(metafile);
  // Its headers are compiled into the addon, which esbuild cannot see.
  if (packages.has('smartcard')) packages.add('node-addon-api');
  const notices = [...packages].sort().map(notice);
  if (mingw) notices.push(mingwNotice());
  return `Mali Mühür contains the following packages.\n\n${notices.join('\n\n')}\n`;
}

function bundledPackages(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return new Set(
    inputs.flatMap(([path, { bytesInOutput }]) => {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      return name && bytesInOutput > 0 ? [name] : [];
    }),
  );
}

/** MinGW's thread library becomes a part of each addon. */
function mingwNotice() {
  const text = readFileSync(join(root, 'scripts', 'windows', 'winpthreads-licence.txt'), 'utf8');
  return titled('winpthreads (MIT and BSD-3-Clause)', text);
}

function notice(name) {
  const folder = join(root, 'node_modules', name);
  const details = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8') : mitOf(details);
  return titled(`${name} ${details.version} (${details.license})`, text);
}

function titled(title, text) {
  return `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}`;
}

/** The licence of a package that names MIT and forgot the text: our own, with its author. */
function mitOf({ name, license, author }) {
  if (license !== 'MIT' || !author) throw new Error(`${name} is bundled without a licence text`);
  const own = readFileSync(join(root, 'LICENSE'), 'utf8');
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${author.name ?? author}`);
}
