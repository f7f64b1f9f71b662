/** The tests for inside VS Code, as one module that VS Code can load. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from './root.mjs';

const folder = join(root, 'test', 'host');

/** What the tests find in their environment. */
export const suiteEnvironment = { MUHUR_REPORTER: join(root, 'scripts', 'lib', 'reporter.cjs') };

/** Bundles test/host; returns the module to load, which exports `run()`. */
export async function bundleSuite() {
  const files = readdirSync(folder, { recursive: true }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  const loads = files.map((name) => `require('./${name.replaceAll('\\', '/')}');`);
  await esbuild.build({
    stdin: {
      contents: [
        "import { runSuites } from './run.ts';",
        `export const run = () => runSuites(() => { ${loads.join(' ')} });`,
      ].join('\n'),
      resolveDir: folder,
    },
    outfile: join(root, 'out', 'host', 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode', 'mocha', 'smartcard', 'pkcs11js'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(root, 'out', 'host', 'index');
}
