import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireOwnerLock } from '../../../src/card/virtual/ownerLock.ts';
import { isMuhurError } from '../../../src/errors.ts';
import * as organisations from '../../../src/portal/contract/organisations.ts';
import * as contract from '../../../src/portal/contract/testSuite.ts';
import { until } from '../../rig/until.ts';
import { readSession } from '../../../src/portal/contract/signIn.ts';
import { signIn } from './support/signIn.ts';
import { testSimulator } from './support/testSimulator.ts';

describe('The API for test suites', () => {
  const simulator = testSimulator();
  const vkns = async () =>
    (await simulator.test(organisations.listOrganisations, {})).organisations.map((o) => o.vkn);
  const seed = async () => {
    const [first] = (await simulator.test(organisations.listOrganisations, {})).organisations;
    const [card] = first?.cards ?? [];
    assert.ok(first && card?.directory);
    return { ...first, card: { ...card, directory: card.directory } };
  };
  const reset = () => simulator.test(contract.resetSimulator, {});

  afterEach(async () => {
    await reset();
  });

  it('is for those who have the token of the start', async () => {
    for (const token of [undefined, 'wrong', simulator.testToken.slice(1)]) {
      const options = token === undefined ? {} : { token };
      await assert.rejects(simulator.client.call(contract.resetSimulator, {}, options), (error) =>
        isMuhurError(error, 'portal/test-token'),
      );
    }
    assert.equal((await simulator.client.call(contract.readHealth, {})).status, 'ready');
  });

  describe('reset', () => {
    it('brings back organisations, cards, time, faults and journal', async () => {
      const { card } = await seed();
      const before = readFileSync(join(card.directory, 'card.json'), 'utf8');
      const added = await simulator.newOrganisation();
      simulator.simulator.database.run("UPDATE organisation SET address = 'elsewhere'");
      writeFileSync(
        join(card.directory, 'card.json'),
        before.replace(/"triesLeft": \d/, '"triesLeft": 1'),
      );
      await simulator.test(contract.moveClock, { body: { moveSeconds: 1e6, frozen: true } });
      const fault = { kind: 'down' } as const;
      await simulator.test(contract.setFault, { params: { service: 'ocsp' }, body: fault });

      assert.deepEqual(await reset(), { cardsInUse: [] });
      assert.deepEqual(await vkns(), ['1234567890']);
      assert.notEqual((await seed()).address, 'elsewhere');
      assert.equal(readFileSync(join(card.directory, 'card.json'), 'utf8'), before);
      assert.deepEqual(await simulator.test(contract.listFaults, {}), { faults: {} });
      const clock = await simulator.test(contract.readClock, {});
      assert.deepEqual([clock.frozen, clock.offsetSeconds], [false, 0]);
      const folders = added.cards.map(({ directory }) => directory ?? '');
      await until('the folders of the other cards are gone', () => !folders.some(existsSync));
    });

    it('leaves a card alone that is in a reader, and says which', async () => {
      const { card } = await seed();
      const path = join(card.directory, 'card.json');
      const changed = readFileSync(path, 'utf8').replace(/"triesLeft": \d/, '"triesLeft": 1');
      writeFileSync(path, changed);
      const lock = await acquireOwnerLock(card.directory);
      assert.deepEqual(await reset(), { cardsInUse: [card.serial] });
      assert.equal(readFileSync(path, 'utf8'), changed);
      lock.release();
      assert.deepEqual(await reset(), { cardsInUse: [] });
      assert.notEqual(readFileSync(path, 'utf8'), changed);
    });

    it('ends the sessions', async () => {
      const token = await signIn(simulator, await simulator.newOrganisation());
      const session = () => simulator.client.call(readSession, {}, { token });
      assert.equal((await session()).signedInWith, 'password');
      await reset();
      await assert.rejects(session(), (error) => isMuhurError(error, 'portal/session-ended'));
    });

    it('keeps the PKI and the address, and lets the numbers of CRLs grow', async () => {
      const { statuses, authority } = simulator.simulator;
      const number = statuses.nextCrlNumber('seal');
      const root = authority.certificates.root;
      await reset();
      assert.ok(statuses.nextCrlNumber('seal') > number);
      await simulator.restart();
      assert.deepEqual(simulator.simulator.authority.certificates.root, root);
    });

    it('shows in OCSP at once', async () => {
      const { card } = await seed();
      const [certificate] = card.certificates;
      const { database, statuses } = simulator.simulator;
      const serial = certificate?.serialNumber ?? '';
      database.run("UPDATE certificate SET state = 'active' WHERE serial = ?", serial);
      statuses.changed();
      assert.equal(statuses.statusOf('seal', serial).kind, 'good');
      await reset();
      assert.equal(statuses.statusOf('seal', serial).kind, 'revoked');
    });
  });

  describe('snapshots', () => {
    const params = { name: 'two.organisations' };

    afterEach(async () => {
      await simulator.test(contract.deleteSnapshot, { params }).catch(() => undefined);
    });

    it('bring back everything, cards and time included, also after a restart', async () => {
      const added = await simulator.newOrganisation();
      const [card] = added.cards;
      const path = join(card?.directory ?? '', 'card.json');
      const state = readFileSync(path, 'utf8');
      await simulator.test(contract.moveClock, {
        body: { now: '2031-05-06T07:08:09Z', frozen: true },
      });
      await simulator.test(contract.takeSnapshot, { params });
      await reset();
      await until('the card is gone', () => !existsSync(path));
      await simulator.restart();
      assert.deepEqual(await vkns(), ['1234567890']);

      await simulator.test(contract.restoreSnapshot, { params });
      assert.deepEqual((await vkns()).sort(), ['1234567890', added.vkn].sort());
      assert.equal(readFileSync(path, 'utf8'), state);
      const clock = await simulator.test(contract.readClock, {});
      assert.deepEqual([clock.now, clock.frozen], ['2031-05-06T07:08:09.000Z', true]);
    });

    it('are listed, replaced and deleted', async () => {
      await simulator.test(contract.takeSnapshot, { params });
      const added = await simulator.newOrganisation();
      await simulator.test(contract.takeSnapshot, { params });
      const { snapshots } = await simulator.test(contract.listSnapshots, {});
      assert.deepEqual(
        snapshots.map(({ name }) => name),
        [params.name],
      );
      await reset();
      await simulator.test(contract.restoreSnapshot, { params });
      assert.ok((await vkns()).includes(added.vkn));
      await simulator.test(contract.deleteSnapshot, { params });
      for (const route of [contract.deleteSnapshot, contract.restoreSnapshot]) {
        await assert.rejects(simulator.test(route, { params }), (error: unknown) =>
          isMuhurError(error, 'portal/not-found'),
        );
      }
    });

    it('are readable for their owner alone', async function () {
      if (process.platform === 'win32') this.skip();
      await simulator.test(contract.takeSnapshot, { params });
      const path = join(simulator.directory, 'snapshots', 'state-two.organisations.db');
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.equal(statSync(join(simulator.directory, 'seed.db')).mode & 0o777, 0o600);
    });

    it('have names that lead to no other folder', async () => {
      for (const name of ['../seed', '..', '.', 'a/b', 'a\\b', '', 'a'.repeat(65), '%2e%2e']) {
        await assert.rejects(simulator.test(contract.takeSnapshot, { params: { name } }));
      }
    });

    it('that a killed process was about to restore are restored at the next start', async () => {
      const { card } = await seed();
      const path = join(card.directory, 'card.json');
      const before = readFileSync(path, 'utf8');
      await simulator.test(contract.takeSnapshot, { params });
      writeFileSync(path, before.replace(/"triesLeft": \d/, '"triesLeft": 1'));
      const snapshot = join(simulator.directory, 'snapshots', 'state-two.organisations.db');
      simulator.simulator.database.setSetting('cards-to-put-back', snapshot);
      await simulator.restart();
      assert.equal(readFileSync(path, 'utf8'), before);
    });
  });

  describe('the journal', () => {
    it('tells whose session a request came with', async () => {
      const organisation = await simulator.newOrganisation();
      const token = await signIn(simulator, organisation);
      await simulator.client.call(readSession, {}, { token });
      const { vkn } = organisation;
      await until('it is there', async () => {
        const { requests } = await simulator.test(contract.readJournal, { query: { vkn } });
        return requests.some(({ path }) => path === '/portal/v1/session');
      });
      const { requests } = await simulator.test(contract.readJournal, { query: {} });
      assert.ok(!JSON.stringify(requests).includes(token));
    });

    it('tells what was asked and answered, without query and secrets', async () => {
      const { requests: before } = await simulator.test(contract.readJournal, { query: {} });
      const after = before.at(-1)?.number ?? 0;
      await simulator.client.call(contract.readHealth, {});
      await simulator.test(contract.readJournal, { query: { limit: 7 } });
      await until('both are there', async () => {
        const { requests } = await simulator.test(contract.readJournal, { query: { after } });
        const paths = requests.map(({ path, status }) => `${path} ${String(status)}`);
        return paths.includes('/health 200') && paths.includes('/test/v1/requests 200');
      });
      await simulator.test(contract.clearJournal, {});
      const { requests } = await simulator.test(contract.readJournal, {
        query: { service: 'ocsp' },
      });
      assert.deepEqual(requests, []);
    });
  });

  describe('what to trust', () => {
    it('is served to everybody: PEM, and a trust store', async () => {
      const pem = await simulator.client.call(organisations.readTrustPem, {});
      const blocks = Buffer.from(pem)
        .toString()
        .match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g);
      const subjects = (blocks ?? []).map((block) => new X509Certificate(block).subject);
      assert.equal(subjects.length, 3);
      const store = await simulator.client.call(organisations.readTrustStore, {});
      assert.equal(store[0], 0x30);
    });

    it('a key of a card can be had as PFX, of a card that is unknown it cannot', async () => {
      const { card } = await seed();
      const body = { password: 'secret' };
      const pfx = await simulator.test(organisations.exportPfx, {
        params: { cardSerial: card.serial },
        body,
      });
      assert.equal(pfx[0], 0x30);
      await assert.rejects(
        simulator.test(organisations.exportPfx, {
          params: { cardSerial: card.serial },
          body: { password: 'şifre' },
        }),
        { code: 'portal/input', data: { fields: [{ path: 'password', reason: 'ascii-only' }] } },
      );
      const unknown = { cardSerial: '0'.repeat(24) };
      await assert.rejects(
        simulator.test(organisations.exportPfx, { params: unknown, body }),
        (error: unknown) => isMuhurError(error, 'portal/not-found'),
      );
    });
  });
});
