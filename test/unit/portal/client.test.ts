import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { PortalClient } from '../../../src/portal/client.ts';
import { readTrustPem } from '../../../src/portal/contract/organisations.ts';
import { readHealth, resetClock } from '../../../src/portal/contract/testSuite.ts';

/** What undici's main module sets for the whole process (undici/lib/global.js). */
const SLOTS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

describe('The client of the portal', () => {
  let server: Server | null = null;
  let client: PortalClient | null = null;

  async function answering(listener: RequestListener, timeoutSeconds = 5): Promise<PortalClient> {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    client = new PortalClient({ baseUrl: `http://127.0.0.1:${String(port)}`, timeoutSeconds });
    return client;
  }

  afterEach(async () => {
    await client?.close();
    server?.closeAllConnections();
    server?.close();
    [client, server] = [null, null];
  });

  async function fails(code: ErrorCode, call: Promise<unknown>): Promise<void> {
    await assert.rejects(call, (error: unknown) => {
      assert.ok(isMuhurError(error, code), String(error));
      return true;
    });
  }

  it('leaves the dispatcher of the process alone, which carries the proxy of VS Code', async () => {
    const before = SLOTS.map((slot) => Reflect.get(globalThis, slot) as unknown);
    const portal = await answering((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"status":"ready","now":"2030-01-01T00:00:00.000Z"}');
    });
    assert.equal((await portal.call(readHealth, {})).status, 'ready');
    assert.deepEqual(
      SLOTS.map((slot) => Reflect.get(globalThis, slot) as unknown),
      before,
    );
  });

  it('waits no longer than it was told, for the beginning and for the end', async () => {
    const silent = await answering(() => undefined, 0.3);
    await fails('portal/timeout', silent.call(readHealth, {}));
    await silent.close();
    server?.close();
    const endless = await answering((_, response) => void response.write('{"status":'), 0.3);
    await fails('portal/timeout', endless.call(readHealth, {}));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const portal = await answering(() => stop.abort());
    await fails('cancelled', portal.call(readHealth, {}, { signal: stop.signal }));
    await fails('cancelled', portal.call(readHealth, {}, { signal: stop.signal }));
  });

  it('says that nobody answers', async () => {
    const portal = await answering((request) => request.socket.destroy());
    await fails('portal/unreachable', portal.call(readHealth, {}));
  });

  it('takes no answer that is larger than any', async () => {
    const portal = await answering((_, response) => {
      const piece = Buffer.alloc(1024 * 1024, 0x20);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    await fails('portal/answer', portal.call(readHealth, {}));
  });

  for (const [what, status, type, body] of [
    ['plain text with status 200', 200, 'text/plain', 'Service is under maintenance'],
    ['HTML', 200, 'text/html', '<html></html>'],
    ['another shape', 200, 'application/json', '{"status":"asleep"}'],
    ['an empty answer', 200, 'application/json', ''],
    ['bytes that are no UTF-8', 200, 'application/json', '\u00ff\u00fe'],
    ['a redirect, which it does not follow', 302, 'text/plain', ''],
    ['an error without problem details', 500, 'text/html', '<h1>Oops</h1>'],
    ['an error with a code nobody knows', 400, 'application/problem+json', '{"code":"x/y"}'],
    [
      'an error of another part of the program',
      400,
      'application/problem+json',
      problem('pin/wrong', {}),
    ],
    ['an error with the wrong data', 400, 'application/problem+json', problem('portal/input', {})],
  ] as const) {
    it(`is not deceived by ${what}`, async () => {
      let requests = 0;
      const portal = await answering((_, response) => {
        requests++;
        response.writeHead(status, { 'content-type': type, location: '/elsewhere' });
        response.end(Buffer.from(body, 'latin1'));
      });
      await fails('portal/answer', portal.call(readHealth, {}));
      assert.equal(requests, 1);
    });
  }

  it('takes no file of another type', async () => {
    const portal = await answering((_, response) => {
      response.setHeader('content-type', 'text/html').end('<html></html>');
    });
    await fails('portal/answer', portal.call(readTrustPem, {}));
  });

  it('brings errors back with their code and data', async () => {
    const portal = await answering((_, response) => {
      response.writeHead(429, { 'content-type': 'application/problem+json' });
      response.end(problem('portal/too-many', { seconds: 7 }));
    });
    await assert.rejects(portal.call(resetClock, {}, { token: 'secret' }), (error: unknown) => {
      assert.ok(isMuhurError(error, 'portal/too-many'));
      assert.deepEqual(error.data, { seconds: 7 });
      assert.ok(!JSON.stringify([error.message, error.stack]).includes('secret'));
      return true;
    });
  });

  it('never talks to Kamu SM, however that is spelt', () => {
    for (const host of [
      'kamusm.gov.tr',
      'www.kamusm.gov.tr',
      'onlineislemler.kamusm.gov.tr',
      'KAMUSM.GOV.TR',
      'kamusm.gov.tr.',
      'user@kamusm.gov.tr',
      'kamusm%2Egov%2Etr',
      'ｋａｍｕｓｍ.gov.tr',
      'kamusm。gov。tr',
      'kamusm.gov.tr:8443',
      'a.b.c.kamusm.gov.tr..',
      'kamusm．gov．tr%2E',
      '127.0.0.1@kamusm.gov.tr',
    ]) {
      for (const scheme of ['http', 'https', 'HTTPS']) {
        assert.throws(
          () => new PortalClient({ baseUrl: `${scheme}://${host}/x` }),
          (error) => isMuhurError(error, 'portal/address-refused'),
          host,
        );
      }
    }
    for (const address of ['', 'kamusm', 'file:///etc/passwd', 'ftp://localhost', '//127.0.0.1']) {
      assert.throws(
        () => new PortalClient({ baseUrl: address }),
        (error) => isMuhurError(error, 'portal/address-refused'),
      );
    }
  });

  it('takes every other host, also one that only looks like it', () => {
    for (const [address, origin] of [
      ['http://127.0.0.1:1/x?y#z', 'http://127.0.0.1:1'],
      ['http://[::1]:8080', 'http://[::1]:8080'],
      ['http://192.0.2.1', 'http://192.0.2.1'],
      ['HTTP://LOCALHOST', 'http://localhost'],
      ['http://kamusm.gov.tr@127.0.0.1:1', 'http://127.0.0.1:1'],
      ['http://kamusm.gov.tr.example.org', 'http://kamusm.gov.tr.example.org'],
      ['http://notkamusm.gov.tr', 'http://notkamusm.gov.tr'],
      // The first a is a Cyrillic one: another name altogether.
      ['http://k\u0430musm.gov.tr', 'http://xn--kmusm-4ve.gov.tr'],
    ] as const) {
      assert.equal(new PortalClient({ baseUrl: address }).baseUrl, origin);
    }
  });
});

function problem(code: string, data: object): string {
  const words = { type: 'about:blank', title: 'Title', detail: 'Detail' };
  return JSON.stringify({ ...words, status: 400, code, data });
}
