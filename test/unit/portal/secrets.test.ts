import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as menu from '../../../src/portal/contract/menu.ts';
import { Database } from '../../../src/portal/simulator/store/database.ts';
import { SignedIn, newSignedIn } from './support/signedIn.ts';
import { TEST_KEY, testSimulator } from './support/testSimulator.ts';

describe('PIN / PUK Bilgisi', () => {
  const portal = testSimulator();

  const secretsOf = (session: SignedIn, cardSerial: string) =>
    session.call(menu.showSecrets, { params: { cardSerial }, body: { warningsRead: true } });
  const deleteSecrets = (session: SignedIn, cardSerial: string) =>
    session.call(menu.deleteSecrets, { params: { cardSerial } });
  const shownCard = async (session: SignedIn, serial: string) =>
    (await session.call(menu.listCards, {})).cards.find((card) => card.serial === serial);

  /** The sealed columns of a card, as they stand in the database. */
  function sealedOf(serial: string): { page: Uint8Array | null; unlock: Uint8Array } {
    const row = portal.simulator.database.get('SELECT * FROM card WHERE serial = ?', serial);
    return {
      page: row?.['page_secrets'] as Uint8Array | null,
      unlock: row?.['unlock_secret'] as Uint8Array,
    };
  }

  /** The files of the data folder that hold these bytes, cards' own states left aside. */
  function filesWith(secret: Uint8Array | string): string[] {
    return readdirSync(portal.directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(portal.directory, name))
      .filter((path) => statSync(path).isFile() && !path.endsWith('card.json'))
      .filter((path) => readFileSync(path).includes(Buffer.from(secret as string)));
  }

  it('tells the four warnings to anybody, in the words of the guide', async () => {
    const { tr, en } = await portal.client.call(menu.readWarnings, {});
    assert.equal(tr.length, 4);
    assert.equal(en.length, 4);
    assert.match(
      tr[1] ?? '',
      /^"Parolalarımı Kaydet" butonuna basılarak oluşturulan PIN bilgisinin/,
    );
    assert.match(tr[3] ?? '', /“Kilit Çözme” seçeneğine tıklanarak yeni PIN üretilir\.$/);
  });

  it('shows PIN and PUK of the card once the warnings are read, any number of times', async () => {
    const { session, seal } = await newSignedIn(portal);
    for (let i = 0; i < 2; i++) {
      const { pin, puk } = await secretsOf(session, seal.serial);
      assert.deepEqual({ pin, puk }, { pin: seal.pin, puk: seal.puk });
    }
    const unread = { params: { cardSerial: seal.serial }, body: { warningsRead: false as true } };
    await assert.rejects(session.call(menu.showSecrets, unread), { code: 'portal/input' });
    await assert.rejects(session.call(menu.saveSecrets, unread), { code: 'portal/input' });
  });

  it('is nobody else’s business', async () => {
    const { seal } = await newSignedIn(portal);
    const { session } = await newSignedIn(portal);
    const body = { warningsRead: true as const };
    const params = { cardSerial: seal.serial };
    for (const attempt of [
      () => secretsOf(session, seal.serial),
      () => session.call(menu.saveSecrets, { params, body }),
      () => deleteSecrets(session, seal.serial),
    ]) {
      await assert.rejects(attempt(), { code: 'portal/not-found', data: { what: 'card' } });
    }
    assert.ok(sealedOf(seal.serial).page);
  });

  it('keeps them encrypted, and the security word: they are in no file of the database', async () => {
    const { seal, organisation } = await newSignedIn(portal);
    assert.deepEqual(filesWith(organisation.securityWord ?? 'none'), []);
    assert.deepEqual(filesWith(`${seal.puk}`), []);
    assert.deepEqual(filesWith(`"${seal.pin}"`), []);
    const { page } = sealedOf(seal.serial);
    assert.ok(page);
    assert.notDeepEqual(filesWith(page), []);
  });

  it('Parolalarımı Sil removes them for good, from the database’s file and log too', async () => {
    const { session, seal } = await newSignedIn(portal);
    const { page, unlock } = sealedOf(seal.serial);
    assert.ok(page);
    await deleteSecrets(session, seal.serial);
    assert.deepEqual(filesWith(page), []);
    assert.deepEqual(filesWith(page.subarray(12)), []);
    assert.deepEqual(sealedOf(seal.serial), { page: null, unlock });
    for (const again of [secretsOf, deleteSecrets]) {
      await assert.rejects(again(session, seal.serial), { code: 'portal/secrets-deleted' });
    }
    assert.equal((await shownCard(session, seal.serial))?.secrets, 'deleted');
    await portal.restart();
    assert.deepEqual(filesWith(page), []);
  });

  it('is not deleted for good while another program reads what was there, and then is', async function () {
    this.timeout(10_000);
    const { session, seal } = await newSignedIn(portal);
    const { page } = sealedOf(seal.serial);
    assert.ok(page);
    const reader = Database.open(portal.directory);
    try {
      reader.exec('BEGIN');
      reader.all('SELECT * FROM card');
      await assert.rejects(deleteSecrets(session, seal.serial), { code: 'simulator/storage' });
      assert.notDeepEqual(filesWith(page), []);
      await assert.rejects(secretsOf(session, seal.serial), { code: 'portal/secrets-deleted' });
      reader.exec('COMMIT');
    } finally {
      reader.close();
    }
    await deleteSecrets(session, seal.serial);
    assert.deepEqual(filesWith(page), []);
    portal.log.length = 0;
  });

  it('a deletion that was cut short is finished at the next start', async () => {
    const { session, seal } = await newSignedIn(portal);
    const { page } = sealedOf(seal.serial);
    assert.ok(page && session);
    const { database } = portal.simulator;
    database.transaction(() => {
      database.run('UPDATE card SET page_secrets = NULL WHERE serial = ?', seal.serial);
      database.setSetting('forgetting', 'begun');
    });
    assert.notDeepEqual(filesWith(page), []);
    await portal.restart();
    assert.deepEqual(filesWith(page), []);
    assert.equal(portal.simulator.database.setting('forgetting'), null);
  });

  it('says that they cannot be read when their key is lost; the simulator starts all the same', async () => {
    const { organisation, seal } = await newSignedIn(portal);
    await portal.restart(new Uint8Array(32).fill(9));
    const session = new SignedIn(portal, organisation.vkn);
    await assert.rejects(secretsOf(session, seal.serial), { code: 'portal/secrets-unreadable' });
    assert.equal((await shownCard(session, seal.serial))?.secrets, 'unreadable');
    await portal.restart(TEST_KEY);
    const again = new SignedIn(portal, organisation.vkn);
    assert.equal((await secretsOf(again, seal.serial)).pin, seal.pin);
  });
});
