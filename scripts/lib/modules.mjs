/** The project's own dependencies, as the lock file has them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './cache.mjs';
import { hasCompiler, hasPcscHeaders } from './compiler.mjs';
import { root } from './root.mjs';

const modules = join(root, 'node_modules');
const addons = [
  'smartcard/build/Release/smartcard_napi.node',
  'pkcs11js/build/Release/pkcs11.node',
];
/** Tells that the addons were tried with these modules and did not build. */
const failed = join(modules, '.addon-failed');

/** Runs `npm ci` when the modules are not those of the lock file, or the addon can be built now. */
export async function ownModules(say, { npm }) {
  if (ready()) return;
  const name = `modules-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
  await locked(name, async () => {
    if (ready()) return;
    say('installing the dependencies of the project');
    // Without scripts the addons stay unbuilt, but their packages are there for the type check.
    const how = canBuild() ? '--foreground-scripts' : '--ignore-scripts';
    const output = await npm(['ci', how], root);
    if (areBuilt() || !canBuild()) return;
    writeFileSync(failed, output);
    say(
      `a native addon did not build, so readers or PKCS#11 modules cannot be used; why: ${failed}`,
    );
  });
}

function ready() {
  if (!inStep()) return false;
  return areBuilt() || existsSync(failed) || !canBuild();
}

function areBuilt() {
  return addons.every((addon) => existsSync(join(modules, addon)));
}

/** Compares the lock file with what npm noted about its last installation. */
function inStep() {
  const noted = join(modules, '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(noted);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : optional === true;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function canBuild() {
  return hasCompiler() && hasPcscHeaders();
}
