import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import type { SourceStatus } from '../../src/card/reader/reader.ts';
import { isMuhurError } from '../../src/errors.ts';
import { until } from '../rig/until.ts';
import { strictLog } from '../strictLog.ts';

interface Builder {
  readonly build: (options: { addonFiles: object; outdir: string }) => Promise<unknown>;
}

describe('a build without the native addon', function () {
  this.timeout(30_000);
  let outdir: string;
  let source: PcscSource;

  before(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'muhur-universal-'));
    const { build } = createRequire(import.meta.url)('../../esbuild.js') as Builder;
    await build({ addonFiles: {}, outdir });
    source = new PcscSource(join(outdir, 'pcscHost.js'), strictLog);
  });

  after(async () => {
    source.dispose();
    await rm(outdir, { recursive: true, force: true });
  });

  it('says that the addon is missing, and why', async () => {
    const { readers, problem } = await source.list();
    assert.deepEqual(readers, []);
    assert.ok(isMuhurError(problem, 'reader/addon-missing'));
    assert.match(problem.data.reason, /smartcard/);
  });

  it('says so to whoever watches, once, and keeps quiet', async () => {
    const seen: SourceStatus[] = [];
    const watch = source.watch((status) => seen.push(status));
    await until('the watcher is told', () => seen.length > 0);
    watch.dispose();
    assert.ok(isMuhurError(seen[0]?.problem, 'reader/addon-missing'));
  });

  it('fails to connect with the same words', async () => {
    const connecting = source.connect('Any Reader', 'shared');
    await assert.rejects(connecting, (error) => isMuhurError(error, 'reader/addon-missing'));
  });
});
