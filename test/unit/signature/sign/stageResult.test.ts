import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorCode } from '../../../../src/errors.ts';
import { isMuhurError } from '../../../../src/errors.ts';
import { rejectUnwritable, stageResult } from '../../../../src/signature/sign/stageResult.ts';

const MODULE = join(import.meta.dirname, '../../../../src/signature/sign/stageResult.ts');

describe('A result that is written', () => {
  let folder = '';
  let target = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-stage-'));
    target = join(folder, 'fatura.xml');
    await writeFile(target, 'original', { mode: 0o640 });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Nothing but the original, as it was. */
  async function isUntouched(): Promise<void> {
    assert.deepEqual(await readdir(folder), ['fatura.xml']);
    assert.equal(await readFile(target, 'utf8'), 'original');
  }

  async function refused(path: string, code: ErrorCode): Promise<void> {
    await assert.rejects(stageResult(path, [Buffer.from('new')]), (error) =>
      isMuhurError(error, code),
    );
  }

  it('takes the place of the old file in one step, with its rights', async () => {
    const staged = await stageResult(target, [Buffer.from('n'), Buffer.from('ew')]);
    assert.equal(await readFile(target, 'utf8'), 'original');
    await staged.commit();
    assert.equal(await readFile(target, 'utf8'), 'new');
    assert.equal((await stat(target)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(folder), ['fatura.xml']);
  });

  it('may be larger than what is written at once, in pieces of any size', async () => {
    const sizes = [0, 1, 300_000, 200_000, 100_000, 5, 262_144, 262_145];
    const all = Buffer.concat(sizes.map((size, i) => Buffer.alloc(size, 65 + i)));
    const shared = new Uint8Array(300_000);
    // A piece is valid only until the next one is taken.
    const pieces = function* () {
      for (const [i, size] of sizes.entries()) yield shared.fill(65 + i).subarray(0, size);
    };
    await (await stageResult(target, pieces())).commit();
    assert.ok(all.equals(await readFile(target)));
  });

  it('leaves no trace when it is not wanted, or cannot be made', async () => {
    await (await stageResult(target, [Buffer.from('new')])).discard();
    await isUntouched();
    const broken = function* () {
      yield Buffer.from('half');
      throw new Error('gone');
    };
    await assert.rejects(stageResult(target, broken()));
    await isUntouched();
    const controller = new AbortController();
    controller.abort();
    const aborted = stageResult(target, [Buffer.from('new')], controller.signal);
    await assert.rejects(aborted, (error) => isMuhurError(error, 'cancelled'));
    await isUntouched();
  });

  it('goes where a link leads, and leaves the link', async () => {
    const link = join(folder, 'link.xml');
    await symlink('fatura.xml', link);
    await (await stageResult(link, [Buffer.from('new')])).commit();
    assert.equal(await readFile(target, 'utf8'), 'new');
    assert.ok((await lstat(link)).isSymbolicLink());
  });

  it('goes to no file that is read-only, no folder, and no folder that is not there', async () => {
    await refused(folder, 'file/not-written');
    await refused(join(folder, 'no', 'fatura.xml'), 'file/not-written');
    await chmod(target, 0o440);
    await refused(target, 'file/read-only');
    await isUntouched();
  });

  it('can be known not to go there before anything is made', async () => {
    await rejectUnwritable(target);
    await rejectUnwritable(join(folder, 'new.xml'));
    await chmod(target, 0o440);
    const isReadOnly = (error: unknown) => isMuhurError(error, 'file/read-only');
    await assert.rejects(rejectUnwritable(target), isReadOnly);
    const isNotWritten = (error: unknown) => isMuhurError(error, 'file/not-written');
    await assert.rejects(rejectUnwritable(join(folder, 'no', 'new.xml')), isNotWritten);
    await isUntouched();
  });

  it('is not there at all when its place is taken by a folder meanwhile', async () => {
    const out = join(folder, 'out.xml');
    const staged = await stageResult(out, [Buffer.from('new')]);
    await mkdir(out);
    await assert.rejects(staged.commit(), (error) => isMuhurError(error, 'file/not-written'));
    assert.deepEqual(await readdir(folder), ['fatura.xml', 'out.xml']);
  });

  it('leaves the original when the disk is full', async () => {
    // A file may have 64 KiB there, a shell says: writing more fails as on a full disk.
    const script = `process.on('SIGXFSZ', () => {});
      const { stageResult } = await import(${JSON.stringify(MODULE)});
      await stageResult(${JSON.stringify(target)}, [new Uint8Array(1_000_000)]).then(
        () => console.log('written'), ({ code }) => console.log(code));`;
    const shell = `ulimit -f 64; exec ${JSON.stringify(process.execPath)} --input-type=module -e "$0"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell, script], { encoding: 'utf8' });
    assert.equal(stdout, 'file/not-written\n', stderr);
    await isUntouched();
  });

  it('leaves the original when its process is killed, and the next one cleans up', async () => {
    const script = `const { stageResult } = await import(${JSON.stringify(MODULE)});
      await stageResult(${JSON.stringify(target)}, [Buffer.from('new')]);
      console.log('staged');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await readFile(target, 'utf8'), 'original');
    const [left = '', ...others] = await readdir(folder);
    assert.match(left, /^\.fatura\.xml\..*\.tmp$/);
    assert.deepEqual(others, ['fatura.xml']);
    await (await stageResult(target, [Buffer.from('new')])).discard();
    await isUntouched();
  });
});
