import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LockFileError, lockFolder, probeOwner } from '../../../src/ownerLock.ts';
import { temporaryFolder } from './temporary.ts';

/** What happens when an owner dies is tested with cards, in `killed.test.ts`. */
describe('The lock on a folder', () => {
  const folder = temporaryFolder();

  it('tells the second who the first is, and is free again after release', async () => {
    const first = await lockFolder(folder.path);
    assert.deepEqual(probeOwner(folder.path), { pid: process.pid });
    assert.deepEqual(await lockFolder(folder.path), { lock: null, owner: { pid: process.pid } });
    first.lock?.release();
    first.lock?.release();
    assert.equal(probeOwner(folder.path), null);
    const second = await lockFolder(folder.path);
    assert.ok(second.lock);
    second.lock.release();
  });

  it('is taken anew when its file is damaged', async () => {
    await writeFile(join(folder.path, 'owner.db'), 'no database at all'.repeat(100));
    const { lock } = await lockFolder(folder.path);
    assert.ok(lock);
    lock.release();
  });

  it('names the file that cannot be made', async () => {
    const nowhere = join(folder.path, 'missing');
    assert.equal(probeOwner(nowhere), null);
    await assert.rejects(lockFolder(nowhere), (error: unknown) => {
      assert.ok(error instanceof LockFileError);
      assert.equal(error.path, join(nowhere, 'owner.db'));
      return true;
    });
  });
});
