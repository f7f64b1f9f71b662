/**
 * Builds `dist/`: the extension, the terminal program, and the parts that load late.
 *
 * `node esbuild.js` is for development (source maps, readable); `--production` is what is packaged.
 */
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const root = __dirname;
/** Native addons by package, where their installation builds them. */
const addons = {
  smartcard: 'node_modules/smartcard/build/Release/smartcard_napi.node',
  pkcs11js: 'node_modules/pkcs11js/build/Release/pkcs11.node',
};

/** Programs: what VS Code or a terminal starts. */
const entries = {
  extension: 'src/extension.ts',
  cli: 'src/cli.ts',
  simulatorProcess: 'src/portal/simulator/main.ts',
  validator: 'src/views/signature/worker/main.ts',
};

/**
 * Modules that load late. A dynamic `import()` of one of them becomes a `require` of its own file
 * in `dist/`, so that activation does not pay for what it does not need.
 */
const late = {
  'src/card/cards.ts': 'cards',
  'src/card/pkcs11/host.ts': 'pkcs11Host',
  'src/card/reader/pcsc/host.ts': 'pcscHost',
  'src/card/virtual/personalise.ts': 'personalise',
  'src/cli/signing/runSign.ts': 'runSign',
  'src/cli/validateFiles.ts': 'validateFiles',
  'src/doctor/diagnose.ts': 'doctor',
  'src/pki/undiciFetcher.ts': 'undici',
  'src/views/portal/portalHost.ts': 'portal',
  'src/views/signature/signatureHost.ts': 'signature',
  'src/views/signature/trust/addSimulatorRoot.ts': 'addSimulatorRoot',
  'src/portal/simulator/process/cardFromData.ts': 'cardFromData',
  'src/portal/simulator/process/runSimulator.ts': 'simulator',
  'src/portal/simulator/secrets/secretsPdf.ts': 'secretsPdf',
  'src/text/turkish.ts': 'turkish',
};

/** Fonts of the PDF with PIN and PUK. */
const fonts = {
  DejaVuSans: 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'DejaVuSans-Bold': 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};

/** Pages for the browser inside VS Code, with the icons they show. */
const pages = [
  { in: 'src/views/portal/ui/portal.ts', out: 'portal' },
  { in: 'src/views/portal/ui/portal.css', out: 'portal' },
  { in: 'src/views/signature/ui/report.ts', out: 'report' },
  { in: 'src/views/signature/ui/report.css', out: 'report' },
  { in: 'node_modules/@vscode/codicons/dist/codicon.css', out: 'codicon' },
];

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
 * @param {{ production?: boolean, addonFiles?: Record<string, string>, outdir?: string }} [options]
 *   `addonFiles`: the native addons by package, those built on this machine when it is absent.
 *   Without them virtual cards work, readers and PKCS#11 modules do not.
 * @returns {Promise<import('esbuild').Metafile>}
 */
async function build(options = {}) {
  const parts = [await buildPrograms(options), await buildPages(options)];
  return {
    inputs: Object.assign({}, ...parts.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...parts.map(({ outputs }) => outputs)),
  };
}

/** Native addons that were built on this machine, by package. */
function builtAddons() {
  return Object.fromEntries(
    Object.entries(addons).filter(([, file]) => fs.existsSync(path.join(root, file))),
  );
}

/** Packages whose addon is not among those files. */
function missingAddons(addonFiles) {
  return Object.keys(addons).filter((name) => !(name in addonFiles));
}

/** Takes the native addons from those files, wherever their packages look for them. */
function addonsFrom(addonFiles) {
  return {
    name: 'addons',
    setup(build) {
      build.onResolve({ filter: /\.node$/ }, ({ path: request }) => {
        const file = Object.values(addonFiles).find((each) => {
          return path.basename(each) === path.basename(request);
        });
        return file && { path: path.resolve(root, file) };
      });
    },
  };
}

/** What both builds have in common. */
function common({ production = false }) {
  return {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: !production,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

async function buildPrograms(options) {
  const addonFiles = options.addonFiles ?? builtAddons();
  const { metafile } = await esbuild.build({
    ...common(options),
    entryPoints: {
      ...entries,
      ...fonts,
      ...Object.fromEntries(Object.entries(late).map(([source, name]) => [name, source])),
    },
    outdir: options.outdir ?? 'dist',
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // A late entry has to be loaded by `require` when its `import()` runs, not before.
    supported: { 'dynamic-import': false },
    external: ['vscode', ...missingAddons(addonFiles)],
    loader: { '.node': 'copy', '.ttf': 'copy' },
    assetNames: '[name]',
    plugins: [lateEntries, addonsFrom(addonFiles)],
  });
  return metafile;
}

/** Builds `webview/` alone, which is enough to test the pages. */
async function buildPages(options = {}) {
  const { metafile } = await esbuild.build({
    ...common(options),
    entryPoints: pages,
    outdir: path.join(options.outdir ?? 'dist', 'webview'),
    platform: 'browser',
    // The Chromium of the oldest VS Code that is supported (1.105).
    target: 'chrome138',
    format: 'iife',
    loader: { '.ttf': 'copy' },
    assetNames: '[name]',
  });
  return metafile;
}

module.exports = { build, buildPages };

if (require.main === module) {
  for (const name of missingAddons(builtAddons())) {
    console.warn(`The native addon ${name} is not installed: this build goes without it.`);
  }
  build({ production: process.argv.includes('--production') }).catch(() => {
    process.exitCode = 1;
  });
}
