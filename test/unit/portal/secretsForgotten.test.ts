import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/portal/simulator/store/database.ts';
import { seededRandom } from '../../rig/random.ts';

const CARDS = 400;
const CHANGES = 6000;
const SECRET_BYTES = 60;

describe('what was deleted from the simulator’s database', () => {
  it('is in none of its files, wherever SQLite moved it before', () => {
    const directory = mkdtempSync(join(tmpdir(), 'muhur-forgotten-'));
    const database = Database.open(directory);
    try {
      const gone = churn(database, seededRandom('FORGOTTEN_SEED'));
      assert.equal(database.forgetDeleted(), true);
      const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)));
      // A copy may have been overwritten in part.
      const found = gone.filter((secret) =>
        files.some((file) => [0, 20, 40].some((i) => file.includes(secret.subarray(i, i + 20)))),
      );
      assert.equal(found.length, 0);
    } finally {
      database.close();
      rmSync(directory, { recursive: true });
    }
  });
});

/** Writes, grows and deletes rows in any order. @returns the secrets that were deleted. */
function churn(database: Database, random: (limit: number) => number): Buffer[] {
  const kept = new Map<number, Buffer>();
  const gone: Buffer[] = [];
  const forget = (card: number) => {
    const secret = kept.get(card);
    if (secret !== undefined) gone.push(secret);
    kept.delete(card);
  };
  insertCards(database);
  for (let i = 0; i < CHANGES; i++) {
    const card = random(CARDS);
    const kind = random(3);
    if (kind === 0) {
      const name = 'n'.repeat(random(900));
      database.run('UPDATE card SET name = ? WHERE serial = ?', name, String(card));
      continue;
    }
    forget(card);
    const secret = kind === 1 ? randomBytes(SECRET_BYTES) : null;
    if (secret !== null) kept.set(card, secret);
    database.run('UPDATE card SET page_secrets = ? WHERE serial = ?', secret, String(card));
  }
  return gone;
}

function insertCards(database: Database): void {
  database.run("INSERT INTO organisation VALUES ('1', '', '', '', NULL, '', '', '')");
  for (let card = 0; card < CARDS; card++) {
    database.run(
      `INSERT INTO card (serial, vkn, profile, name, key_algorithm, delivered_at, secrets_made_at,
         unlock_secret) VALUES (?, '1', '', '', '', '', '', x'00')`,
      String(card),
    );
  }
}
