import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { walkthroughSteps } from '../../src/contributions.ts';
import { filesIn, thisPlatform, unpack, vsixFor } from './vsix.ts';

interface Builder {
  readonly build: (options: {
    production: boolean;
    outdir: string;
  }) => Promise<{ readonly inputs: Readonly<Record<string, unknown>> }>;
}

/** Everything a user needs and nothing else; screenshots and sources stay at home. */
const files = [
  'changelog.md',
  'dist/cardFromData.js',
  'dist/cards.js',
  'dist/cli.js',
  'dist/doctor.js',
  'dist/extension.js',
  'dist/pcscHost.js',
  'dist/pkcs11Host.js',
  'dist/personalise.js',
  'dist/portal.js',
  'dist/DejaVuSans-Bold.ttf',
  'dist/DejaVuSans.ttf',
  'dist/secretsPdf.js',
  'dist/simulator.js',
  'dist/signature.js',
  'dist/simulatorProcess.js',
  'dist/validator.js',
  'dist/turkish.js',
  'dist/undici.js',
  'dist/addSimulatorRoot.js',
  'dist/runSign.js',
  'dist/validateFiles.js',
  'dist/webview/codicon.css',
  'dist/webview/codicon.ttf',
  'dist/webview/portal.css',
  'dist/webview/portal.js',
  'dist/webview/report.css',
  'dist/webview/report.js',
  'l10n/bundle.l10n.tr.json',
  'LICENSE.txt',
  'media/mali-muhur.svg',
  'media/portal-dark.svg',
  'media/portal-light.svg',
  'media/report-dark.svg',
  'media/report-light.svg',
  ...walkthroughSteps.map((step) => `media/walkthrough/${step}.svg`),
  'package.json',
  'package.nls.json',
  'package.nls.tr.json',
  'readme.md',
  'ThirdPartyNotices.txt',
];
const addons = ['dist/pkcs11.node', 'dist/smartcard_napi.node'];
const sorted = (names: readonly string[]): string[] => [...names].sort();

describe('the packages', () => {
  const unpacked = new Map<string, string>();
  const folderOf = (target: string): string => unpacked.get(target) ?? '';
  const textOf = (target: string, name: string): string =>
    readFileSync(join(folderOf(target), name), 'utf8');

  before(async () => {
    for (const target of [thisPlatform, 'universal']) unpacked.set(target, await unpack(target));
  });

  for (const [target, expected] of [
    [thisPlatform, [...files, ...addons]],
    ['universal', files],
  ] as const) {
    it(`${target}: no file in it that is not needed`, () => {
      assert.deepEqual(filesIn(folderOf(target)), sorted(expected));
    });

    it(`${target}: under 5 MB`, () => {
      assert.ok(statSync(vsixFor(target)).size < 5_000_000);
    });
  }

  it('the main bundle is under 300 kB and names no part that loads late', () => {
    const bundle = textOf(thisPlatform, 'dist/extension.js');
    assert.ok(bundle.length < 300_000);
    assert.ok(!bundle.includes('smartcard_napi'));
  });

  it('what a terminal or a window loads first is small: server and PDF load late', () => {
    const program = textOf(thisPlatform, 'dist/cli.js');
    assert.ok(program.length < 350_000, `cli.js has ${String(program.length)} bytes`);
    assert.ok(textOf(thisPlatform, 'dist/simulatorProcess.js').length < 20_000);
    for (const name of ['dist/cli.js', 'dist/extension.js']) {
      const text = textOf(thisPlatform, name);
      assert.ok(!text.includes('application/ocsp-response') && !text.includes('UNDICI_REQUEST'));
    }
  });

  it('the licences of all bundled code are listed', async () => {
    const { build } = createRequire(import.meta.url)('../../esbuild.js') as Builder;
    const outdir = mkdtempSync(join(tmpdir(), 'muhur-notices-'));
    const { inputs } = await build({ production: true, outdir });
    rmSync(outdir, { recursive: true, force: true });
    const bundled = Object.keys(inputs).flatMap((file) => {
      return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [];
    });
    const notices = textOf(thisPlatform, 'ThirdPartyNotices.txt');
    for (const name of new Set(bundled)) assert.ok(notices.includes(name), `${name} is not named`);
    assert.ok(bundled.length > 0);
  });

  it('no line of it names a folder of the machine that made it', () => {
    const home = process.env['HOME'] ?? '/root';
    for (const target of [thisPlatform, 'universal']) {
      for (const name of filesIn(folderOf(target)).filter((file) => !addons.includes(file))) {
        assert.ok(!textOf(target, name).includes(`${home}/`), `${target}: ${name}`);
      }
    }
  });
});
