import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LeaseServer } from '../../../src/portal/simulator/process/lease.ts';
import { serveLeases, takeLease } from '../../../src/portal/simulator/process/lease.ts';

const TOKEN = 'a token of test suites';
const SHORT = { firstMs: 20, graceMs: 20 };

describe('Leases on the simulator', () => {
  const servers: LeaseServer[] = [];

  async function serve(times: typeof SHORT | null) {
    let ends = 0;
    const server = await serveLeases(TOKEN, times, () => ends++);
    servers.push(server);
    return { ...server, ends: () => ends };
  }

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('a window’s simulator ends when nobody comes, and when the last one has gone', async () => {
    const lonely = await serve(SHORT);
    const left = await serve({ ...SHORT, firstMs: 60_000 });
    const lease = await takeLease(left.port, TOKEN);
    await delay(100);
    assert.deepEqual([lonely.ends(), left.ends()], [1, 0]);
    lease?.release();
    await delay(100);
    assert.equal(left.ends(), 1);
  });

  it('a terminal’s simulator goes on when nobody needs it, and its end ends each lease', async () => {
    const server = await serve(null);
    (await takeLease(server.port, TOKEN))?.release();
    const lease = await takeLease(server.port, TOKEN);
    await delay(100);
    assert.equal(server.ends(), 0);
    server.close();
    await lease?.ended;
    assert.ok(lease);
  });

  it('is given to nobody without the token', async () => {
    const server = await serve(null);
    assert.equal(await takeLease(server.port, 'another token, as long'), null);
  });

  it('is not given by a process that is about to end', async () => {
    const server = await serve(null);
    const socket = connect(server.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await once(socket, 'connect');
    // Half a token: the connection is there, and closing does not wait for it.
    socket.write(TOKEN.slice(0, 5));
    await delay(20);
    server.close();
    socket.write(`${TOKEN.slice(5)}\n`);
    await once(socket, 'close');
    assert.equal(heard, '');
  });
});
