import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allRoutes } from '../../../src/portal/simulator/features.ts';
import { LIMITS, createHttpServer } from '../../../src/portal/simulator/server/httpServer.ts';
import { until } from '../../rig/until.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import { RawConnection } from './support/http.ts';
import { SignedIn } from './support/signedIn.ts';

/** The real limits, with all times a tenth or less, so that nobody has to wait for them. */
const SHORT = {
  ...LIMITS,
  headersTimeout: 800,
  requestTimeout: 1000,
  keepAliveTimeout: 100,
  connectionsCheckingInterval: 50,
  maxConnections: 12,
};

/** Answers of a kB each: several times what a system keeps for who does not read. */
const MANY = 30_000;

describe('A client that takes its time', function () {
  this.timeout(20_000);
  const portal = attackedSimulator();
  let server: Server;
  let port: number;
  let token: string;
  let host: string;
  const open: RawConnection[] = [];

  before(async () => {
    const { vkn } = await portal.newOrganisation();
    token = new SignedIn(portal, vkn).token;
    host = new URL(portal.ready.baseUrl).host;
  });
  // The same portal once more, under the same name: what it says of itself is right there, too.
  before(async () => {
    server = createHttpServer(portal.simulator, allRoutes(portal.simulator), SHORT);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) connection.socket.destroy();
    await until('all connections are gone', async () => (await connections(server)) === 0);
  });
  after(async () => {
    server.close();
    await once(server, 'close');
  });

  const connect = () => {
    const connection = new RawConnection(portal.ready.baseUrl, port);
    open.push(connection);
    return connection;
  };
  /** Sends piece after piece, one each time the event loop comes round, until it is hung up on. */
  const drip = async (connection: RawConnection, piece: string) => {
    const dripping = setInterval(() => connection.socket.write(piece), 20);
    try {
      await connection.closed;
    } finally {
      clearInterval(dripping);
    }
    return connection.received;
  };
  const request = (path: string, ...headers: string[]) =>
    [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join('\r\n');

  it('has limits that are in force: 10 s for the headers, 20 s for all, 1024 at once', () => {
    assert.equal(LIMITS.headersTimeout, 10_000);
    assert.equal(LIMITS.requestTimeout, 20_000);
    const real = createHttpServer(portal.simulator, []);
    const { headersTimeout, requestTimeout, maxConnections } = real;
    assert.deepEqual([headersTimeout, requestTimeout, maxConnections], [10_000, 20_000, 1024]);
  });

  it('is hung up on, however busily it sends, headers or a body in either form', async () => {
    const post = (length: string) =>
      ['POST /portal/v1/sign-in/password HTTP/1.1', `Host: ${host}`]
        .concat('Content-Type: application/json', length, '', '')
        .join('\r\n');
    await Promise.all(
      [
        ['GET /health HTTP/1.1\r\n', 'X: y\r\n'],
        [post('Transfer-Encoding: chunked'), '1\r\n{\r\n'],
        [post('Content-Length: 1000000'), '{'],
      ].map(async ([begin = '', piece = '']) => {
        const slow = connect();
        slow.send(begin);
        assert.match(await drip(slow, piece), /^HTTP\/1\.1 408 /, begin);
      }),
    );
  });

  it('is hung up on when it says nothing at all, at first or after an answer', async () => {
    const [silent, thinking] = [connect(), connect()];
    thinking.send(request('/portal/v1/session', `Authorization: Bearer ${token}`));
    await Promise.all([silent.closed, thinking.closed]);
    assert.match(thinking.received, /^HTTP\/1\.1 200 /);
  });

  it('keeps nobody waiting, as long as there is a connection left', async () => {
    const slow = Array.from({ length: SHORT.maxConnections - 1 }, () => {
      const connection = connect();
      connection.send('GET /health HTTP/1.1\r\n');
      return connection;
    });
    await until('all are connected', async () => (await connections(server)) === slow.length);
    const quick = connect();
    quick.send(
      request('/portal/v1/session', `Authorization: Bearer ${token}`, 'Connection: close'),
    );
    await quick.closed;
    assert.match(quick.received, /^HTTP\/1\.1 200 /);
    assert.ok(
      slow.some(({ socket }) => !socket.destroyed),
      'they were still there meanwhile',
    );
  });

  it('takes with many others all connections for so long at most', async () => {
    const many = Array.from({ length: SHORT.maxConnections }, connect);
    await until('all are taken', async () => (await connections(server)) === many.length);
    const late = connect();
    await late.closed;
    assert.equal(late.received, '');
    await Promise.all(many.map(({ closed }) => closed));
    const next = connect();
    next.send(request('/portal/v1/session', `Authorization: Bearer ${token}`, 'Connection: close'));
    await next.closed;
    assert.match(next.received, /^HTTP\/1\.1 200 /);
  });

  it('with its reading is heard no further, before its answers fill the memory', async () => {
    const lazy = connect();
    lazy.socket.pause();
    let heard = 0;
    server.on('request', () => heard++);
    lazy.send(request('/ca/seal.crt').repeat(MANY));
    let before = 0;
    await until('no more are heard', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const stands = heard === before && heard > 0;
      before = heard;
      return stands;
    });
    assert.ok(heard < MANY, 'the server has stopped reading');
  });
});

function connections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}
