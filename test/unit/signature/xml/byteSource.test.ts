import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMuhurError } from '../../../../src/errors.ts';
import {
  memorySource,
  openFileSource,
  type ByteSource,
} from '../../../../src/signature/xml/byteSource.ts';

/** Each piece is copied while it is valid. */
function copied(source: ByteSource): string {
  let text = '';
  for (const piece of source.pieces()) text += Buffer.from(piece).toString('latin1');
  return text;
}

describe('Sources of bytes', () => {
  let folder: string;
  let path: string;
  const long = Array.from({ length: 300_000 }, (_, k) => String.fromCharCode(k & 0x7f)).join('');
  const changed = (error: unknown) =>
    isMuhurError(error, 'file/changed') && error.data.path === path;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-'));
    path = join(folder, 'a.xml');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read as often as asked, in whole or in part', () => {
    writeFileSync(path, long, 'latin1');
    const file = openFileSource(path);
    for (const source of [file, memorySource(Buffer.from(long, 'latin1'))]) {
      assert.equal(source.size, long.length);
      for (let times = 0; times < 2; times++) assert.equal(copied(source), long);
      const part = source.slice(10, 290_000).slice(5, 280_000);
      assert.equal(part.size, 279_995);
      assert.equal(copied(part), long.slice(15, 280_010));
    }
    file.close();
  });

  it('notice that the file was written', () => {
    writeFileSync(path, 'one');
    const file = openFileSource(path);
    file.assertUnchanged();
    appendFileSync(path, 'two');
    assert.throws(() => file.assertUnchanged(), changed);
    file.close();
  });

  it('notice that the file was cut off while it is read', () => {
    writeFileSync(path, long);
    const file = openFileSource(path);
    truncateSync(path, 10);
    assert.throws(() => copied(file), changed);
    file.close();
  });
});
