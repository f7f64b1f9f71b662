import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { Database } from '../../../src/portal/simulator/store/database.ts';
import { migrations } from '../../../src/portal/simulator/store/migrations.ts';
import { temporaryFolder } from '../virtual/temporary.ts';

describe('The database of the simulator', () => {
  const folder = temporaryFolder();
  const path = () => join(folder.path, 'simulator.db');

  function refused(code: ErrorCode): void {
    assert.throws(
      () => Database.open(folder.path),
      (error) => isMuhurError(error, code),
    );
  }

  function filled(): void {
    const database = Database.open(folder.path);
    database.setSetting('port', '20000');
    database.close();
  }

  it('keeps what was written, under the newest version', () => {
    filled();
    const database = Database.open(folder.path);
    assert.equal(database.setting('port'), '20000');
    assert.equal(database.get('PRAGMA user_version')?.['user_version'], migrations.length);
    database.close();
  });

  it('of each older version is brought up to the newest, with all that is in it', () => {
    for (const version of migrations.keys()) {
      const old = new DatabaseSync(path());
      old.exec(migrations.slice(0, version).join(''));
      if (version > 0) old.exec("INSERT INTO setting VALUES ('port', '20000')");
      old.exec(`PRAGMA user_version = ${version}`);
      old.close();
      const database = Database.open(folder.path);
      if (version > 0) assert.equal(database.setting('port'), '20000');
      assert.equal(database.get('PRAGMA user_version')?.['user_version'], migrations.length);
      database.close();
      rmSync(path());
    }
  });

  it('from a newer version is refused and left as it is', () => {
    filled();
    const newer = new DatabaseSync(path());
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const before = readFileSync(path());
    refused('simulator/newer');
    assert.deepEqual(readFileSync(path()), before);
  });

  it('that is no database any more is refused and left as it is', () => {
    const garbage = Buffer.from('this was a database once '.repeat(100));
    writeFileSync(path(), garbage);
    refused('simulator/damaged');
    assert.deepEqual(readFileSync(path()), garbage);
  });

  it('with a damaged page is refused and left as it is', () => {
    filled();
    const damaged = readFileSync(path());
    // The second page and all after it; the header stays.
    damaged.fill(0xee, 4096);
    writeFileSync(path(), damaged);
    refused('simulator/damaged');
    assert.deepEqual(readFileSync(path()), damaged);
  });

  it('writes all of a transaction or nothing, also a nested one', () => {
    const database = Database.open(folder.path);
    const broken = new Error('in the middle');
    assert.throws(() => {
      database.transaction(() => {
        database.setSetting('a', '1');
        database.transaction(() => database.setSetting('b', '2'));
        throw broken;
      });
    }, broken);
    assert.deepEqual([database.setting('a'), database.setting('b')], [null, null]);
    database.transaction(() => database.setSetting('a', '3'));
    assert.equal(database.setting('a'), '3');
    database.close();
  });
});
