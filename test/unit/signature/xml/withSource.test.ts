import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSource } from '../../../../src/signature/xml/withSource.ts';
import type { ErrorCode } from '../../../../src/errors.ts';
import { isMuhurError } from '../../../../src/errors.ts';
import type { ByteSource } from '../../../../src/signature/xml/byteSource.ts';

const use = (act: () => void) => () => {
  act();
  return Promise.resolve('done');
};

function textOf(source: ByteSource): string {
  return Buffer.concat([...source.pieces()].map((piece) => Uint8Array.from(piece))).toString();
}

describe('A file that is validated by its path', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-source-'));
    file = join(folder, 'a.xml');
    writeFileSync(file, '<a/>');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const fails = (code: ErrorCode, path: string, act: () => void = () => undefined) =>
    assert.rejects(withSource(path, use(act)), (error) => isMuhurError(error, code));
  const systemError = (code: string) => () => {
    throw Object.assign(new Error(code), { code, syscall: 'read' });
  };

  it('is given to be read', async () => {
    assert.equal(await withSource(file, (source) => Promise.resolve(textOf(source))), '<a/>');
  });

  it('is not there, also where its folder is a file', async () => {
    await fails('file/not-found', join(folder, 'b.xml'));
    await fails('file/not-found', join(file, 'b.xml'));
  });

  it('is a folder', () => fails('file/folder', folder));

  it('may not be read', () => fails('file/no-access', file, systemError('EACCES')));

  it('fails while it is read', () => fails('file/not-read', file, systemError('EIO')));

  it('changed while it was read: longer, shorter, or with other contents of the same length', async () => {
    await fails('file/changed', file, () => appendFileSync(file, '<!-- -->'));
    await fails('file/changed', file, () => truncateSync(file, 1));
    await fails('file/changed', file, () => writeFileSync(file, '<'));
  });

  it('is not blamed for a defect of ours', () =>
    fails('internal', file, () => {
      throw new TypeError('x is not a function');
    }));
});
