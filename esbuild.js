/**
 * Builds `dist/`: the extension, the terminal program, and the parts that load late.
 *
 * `node esbuild.js` is for development (source maps, readable); `--production` is what is packaged.
 */
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const root = __dirname;
const addon = path.join(root, 'node_modules/smartcard/build/Release/smartcard_napi.node');

/** Programs: what VS Code or a terminal starts. */
const entries = { extension: 'src/extension.ts', cli: 'src/cli.ts' };

/**
 * Modules that load late. A dynamic `import()` of one of them becomes a `require` of its own file
 * in `dist/`, so that activation does not pay for what it does not need.
 */
const late = {
  'src/card/cards.ts': 'cards',
  'src/card/reader/pcsc/host.ts': 'pcscHost',
  'src/card/virtual/personalise.ts': 'personalise',
};

const lateEntries = {
  name: 'late-entries',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = path.relative(root, path.resolve(resolveDir, request));
      const name = late[source.split(path.sep).join('/')];
      if (name) return { path: `./${name}.js`, external: true };
      const text = `${source} is imported late but is no late entry: add it to the table in esbuild.js`;
      return { errors: [{ text }] };
    });
  },
};

/**
 * @param {{ production?: boolean, addon?: boolean, outdir?: string }} [options] `addon: false`
 *   leaves the native PC/SC addon out: virtual cards work, readers do not.
 * @returns {Promise<import('esbuild').Metafile>}
 */
async function build(options = {}) {
  const production = options.production ?? false;
  const withAddon = (options.addon ?? true) && fs.existsSync(addon);
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: {
      ...entries,
      ...Object.fromEntries(Object.entries(late).map(([source, name]) => [name, source])),
    },
    outdir: options.outdir ?? 'dist',
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // A late entry has to be loaded by `require` when its `import()` runs, not before.
    supported: { 'dynamic-import': false },
    external: withAddon ? ['vscode'] : ['vscode', 'smartcard'],
    loader: { '.node': 'copy' },
    assetNames: '[name]',
    plugins: [lateEntries],
    minify: production,
    sourcemap: !production,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

module.exports = { build };

if (require.main === module) {
  if (!fs.existsSync(addon)) {
    console.warn('The PC/SC addon is not installed: this build has virtual cards only.');
  }
  build({ production: process.argv.includes('--production') }).catch(() => {
    process.exitCode = 1;
  });
}
