import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { PortalClient } from '../../../src/portal/client.ts';
import { listOrganisations } from '../../../src/portal/contract/organisations.ts';
import type { RunningSimulator } from '../../../src/portal/simulator/start.ts';
import { startSimulator } from '../../../src/portal/simulator/start.ts';
import { temporaryFolder } from '../virtual/temporary.ts';
import { testKeyPair } from './support/testKeys.ts';

describe('The simulator starts', () => {
  const folder = temporaryFolder();
  const running: RunningSimulator[] = [];

  async function start(options: { port?: number } = {}): Promise<RunningSimulator> {
    const started = await startSimulator({
      directory: folder.path,
      key: null,
      keyPair: testKeyPair,
      log: (line) => assert.fail(line),
      ...options,
    });
    running.push(started);
    return started;
  }

  async function stop(): Promise<void> {
    await running.pop()?.close();
  }

  async function refused(code: ErrorCode, options: { port?: number } = {}): Promise<void> {
    await assert.rejects(start(options), (error: unknown) => {
      assert.ok(isMuhurError(error, code), String(error));
      return true;
    });
  }

  afterEach(async () => {
    while (running.length > 0) await stop();
  });

  it('and tells its addresses in the promised order', async () => {
    const { ready } = await start();
    const { baseUrl, testToken, ...rest } = ready;
    assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(testToken, /^[\w-]{32}$/);
    assert.deepEqual(Object.keys(ready), [
      'baseUrl',
      'portalUrl',
      'ocspUrl',
      'crlUrl',
      'tsaUrl',
      'caUrl',
      'rootUrl',
      'testToken',
    ]);
    for (const url of Object.values(rest)) assert.ok(url.startsWith(`${baseUrl}/`));
  });

  it('at the same address and with the same authority every time', async () => {
    const first = await start();
    const { authority } = first.simulator;
    await stop();
    const second = await start();
    assert.equal(second.ready.baseUrl, first.ready.baseUrl);
    assert.notEqual(second.ready.testToken, first.ready.testToken);
    assert.deepEqual(second.simulator.authority.certificates, authority.certificates);
  });

  it('only once on the same data', async () => {
    await start();
    await refused('simulator/in-use');
  });

  it('at a port that was wanted, and never moves to another one', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const address = free.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await refused('simulator/port-taken', { port });
    free.close();
    await once(free, 'close');

    assert.equal((await start({ port })).ready.baseUrl, `http://127.0.0.1:${String(port)}`);
    await stop();
    await refused('simulator/other-port', { port: port === 65_535 ? port - 1 : port + 1 });
    const taker = createServer().listen(port, '127.0.0.1');
    await once(taker, 'listening');
    await refused('simulator/port-taken');
    taker.close();
    await once(taker, 'close');
    await start();
  });

  it('with a key of its own beside the data, for its user alone', async () => {
    const { simulator } = await start();
    const sealed = simulator.vault.seal('page:1', { pin: '123456' });
    const path = join(folder.path, 'secrets.key');
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
    await stop();
    assert.deepEqual((await start()).simulator.vault.open('page:1', sealed), { pin: '123456' });
  });

  it('also when its key is lost: what was encrypted cannot be read, the rest stands', async () => {
    const { simulator } = await start();
    const sealed = simulator.vault.seal('page:1', { pin: '123456' });
    await stop();
    const path = join(folder.path, 'secrets.key');
    writeFileSync(path, 'no key');
    const { ready, simulator: later } = await start();
    assert.equal(later.vault.open('page:1', sealed), null);
    assert.equal(readFileSync(`${path}.damaged`, 'utf8'), 'no key');
    const client = new PortalClient({ baseUrl: ready.baseUrl });
    const { organisations } = await client.call(listOrganisations, {}, { token: ready.testToken });
    assert.equal(organisations.length, 1);
    await client.close();
  });

  it('with a whole seed after a start that was interrupted', async () => {
    const { simulator } = await start();
    simulator.database.run("DELETE FROM setting WHERE name = 'seeded'");
    simulator.database.run('DELETE FROM certificate');
    await stop();
    const { database } = (await start()).simulator;
    assert.equal(database.get('SELECT count(*) AS n FROM organisation')?.['n'], 1);
    assert.equal(database.get('SELECT count(*) AS n FROM certificate')?.['n'], 5);
  });
});
