/** The native addons for Windows on x64, compiled with MinGW on another system. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { windowsCompiler } from './compiler.mjs';
import { root } from './root.mjs';
import { capture } from './run.mjs';
import { nodeApi } from './windowsParts.mjs';

/** What the `binding.gyp` of each package says about Windows. */
const recipes = {
  smartcard: {
    file: 'smartcard_napi.node',
    sources: [
      'addon',
      'pcsc_context',
      'pcsc_reader',
      'pcsc_card',
      'async_workers',
      'reader_monitor',
    ],
    include: 'node-addon-api',
    defines: ['NAPI_VERSION=8', 'NAPI_CPP_EXCEPTIONS'],
    libraries: ['winscard'],
  },
  pkcs11js: {
    file: 'pkcs11.node',
    sources: ['dl', 'common', 'main'],
    include: 'pkcs11js/includes',
    defines: ['NAPI_DISABLE_CPP_EXCEPTIONS'],
    libraries: [],
  },
};

const options = [
  '-std=c++17',
  '-O2',
  '-w',
  '-shared',
  // The libraries of the compiler are no part of Windows.
  '-static',
  '-s',
  // Neither the time nor the name of the output: the same sources make the same bytes.
  '-Wl,--no-insert-timestamp',
  '-Wl,--disable-auto-image-base',
];

/**
 * Compiles them into a new folder.
 * @returns {Promise<Record<string, string>>} the file of each addon, by its package
 */
export async function compileWindowsAddons(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const host = await hostLibrary(outdir);
  const compiled = Object.entries(recipes).map(async ([name, recipe]) => {
    const output = join(outdir, recipe.file);
    await succeed(windowsCompiler(), [
      ...compilation(name, recipe),
      host,
      ...linked(recipe),
      '-o',
      output,
    ]);
    return [name, output];
  });
  return Object.fromEntries(await Promise.all(compiled));
}

/** The import library through which an addon finds Node-API in its host program, late. */
async function hostLibrary(outdir) {
  const library = join(outdir, 'libnode.a');
  const exported = join(nodeApi, 'def', 'node_api.def');
  const args = ['--machine', 'i386:x86-64', '--input-def', exported, '--output-delaylib', library];
  await succeed('x86_64-w64-mingw32-dlltool', args);
  return library;
}

function compilation(name, { sources, include, defines }) {
  const modules = join(root, 'node_modules');
  return [
    ...options,
    ...defines.map((define) => `-D${define}`),
    `-I${join(nodeApi, 'include')}`,
    `-I${join(modules, include)}`,
    ...sources.map((source) => join(modules, name, 'src', `${source}.cpp`)),
    join(root, 'scripts', 'windows', 'hostProgram.cpp'),
  ];
}

function linked({ libraries }) {
  return libraries.map((library) => `-l${library}`);
}

async function succeed(program, args) {
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new Error(`${program} failed:\n${output.trim()}`);
}
