import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchRequest, Fetcher } from '../../../src/pki/fetching.ts';
import { FetchError } from '../../../src/pki/fetching.ts';
import { globalFetchFetcher } from '../../../src/pki/globalFetchFetcher.ts';
import { undiciFetcher } from '../../../src/pki/undiciFetcher.ts';

/** A host of the network, which the stand-ins below lead to this machine. */
const ELSEWHERE = 'http://somewhere.example';

describe('Fetching', () => {
  const servers: Server[] = [];
  let respond: RequestListener;
  let baseUrl: string;
  let asked: string[];

  async function listen(listener: RequestListener): Promise<[Server, number]> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return [server, (server.address() as AddressInfo).port];
  }
  beforeEach(async () => {
    asked = [];
    const [, port] = await listen((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      respond(request, response);
    });
    baseUrl = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  const get = (path: string, more: Partial<FetchRequest> = {}): FetchRequest => ({
    url: new URL(path, baseUrl),
    method: 'GET',
    mostBytes: 1000,
    seconds: 5,
    ...more,
  });
  const fails = (problem: string, answer: Promise<unknown>) =>
    assert.rejects(answer, (error) => error instanceof FetchError && error.problem === problem);

  async function withFetch(fetch: typeof globalThis.fetch, run: () => Promise<void>) {
    const original = globalThis.fetch;
    globalThis.fetch = fetch;
    try {
      await run();
    } finally {
      globalThis.fetch = original;
    }
  }
  /** `fetch` as in an extension host: it reaches the network, here this machine. */
  function withNetwork(run: (fetcher: Fetcher) => Promise<void>): Promise<void> {
    const { fetch } = globalThis;
    return withFetch(
      (url, init) => fetch(url instanceof URL ? url.href.replace(ELSEWHERE, baseUrl) : url, init),
      () => run(globalFetchFetcher()),
    );
  }
  /** The terminal, with a proxy in its environment. */
  async function withProxy(run: (fetcher: Fetcher) => Promise<void>): Promise<void> {
    const [, port] = await listen((request, response) => {
      asked.push(`PROXY ${request.url}`);
      request.url = new URL(request.url ?? '').pathname;
      respond(request, response);
    });
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${port}`;
    try {
      await run(undiciFetcher());
    } finally {
      delete process.env['HTTP_PROXY'];
    }
  }

  const ways = [
    ['by undici', undiciFetcher()],
    ['by fetch, from this machine', globalFetchFetcher()],
  ] as const;
  for (const [name, fetcher] of ways) {
    it(`gives status, type and body: ${name}`, async () => {
      respond = (request, response) => {
        const { accept, 'content-type': type, identity } = request.headers;
        response.setHeader('Content-Type', 'text/plain');
        request.on('data', (body) => response.write(body));
        request.on('end', () => response.end(` ${accept} ${type} ${String(identity)}`));
      };
      const answer = await fetcher(
        get('/a?b', {
          method: 'POST',
          body: Buffer.from('question'),
          contentType: 'x/y',
          accept: 'z/z',
          headers: { identity: '30' },
        }),
      );
      assert.equal(Buffer.from(answer.body).toString(), 'question z/z x/y 30');
      assert.deepEqual([answer.status, answer.contentType], [200, 'text/plain']);
      respond = (_, response) => response.writeHead(404).end();
      assert.equal((await fetcher(get('/'))).status, 404);
      assert.deepEqual(asked, ['POST /a?b', 'GET /']);
    });

    it(`takes no more than was allowed, told or not: ${name}`, async () => {
      respond = (_, response) => response.end(Buffer.alloc(1000));
      assert.equal((await fetcher(get('/'))).body.length, 1000);
      respond = (_, response) => response.end(Buffer.alloc(1001));
      await fails('too-large', fetcher(get('/')));
      respond = (_, response) => {
        const more = () => response.write(Buffer.alloc(500), () => setImmediate(more));
        more();
      };
      await fails('too-large', fetcher(get('/')));
    });

    it(`waits no longer than was allowed, for head and body: ${name}`, async () => {
      respond = () => undefined;
      await fails('timeout', fetcher(get('/', { seconds: 0.2 })));
      respond = (_, response) => response.write('and then nothing');
      await fails('timeout', fetcher(get('/', { seconds: 0.2 })));
    });

    it(`follows three redirections and no fourth: ${name}`, async () => {
      respond = ({ url = '' }, response) => {
        const left = Number(url.slice(1));
        if (left === 0) response.end('here');
        else response.writeHead(302, { Location: `/${left - 1}` }).end();
      };
      assert.equal(Buffer.from((await fetcher(get('/3'))).body).toString(), 'here');
      await fails('redirects', fetcher(get('/4')));
    });

    it(`goes by http and https only, redirected or not: ${name}`, async () => {
      await fails('refused', fetcher(get('/', { url: new URL('file:///etc/hostname') })));
      respond = (_, response) => response.writeHead(301, { Location: 'ftp://a.example/' }).end();
      await fails('refused', fetcher(get('/')));
      respond = (_, response) => response.writeHead(301, { Location: 'http://[' }).end();
      await fails('unreachable', fetcher(get('/')));
    });

    it(`says when nobody is there: ${name}`, async () => {
      await fails('unreachable', fetcher(get('/', { url: new URL('http://127.0.0.1:1/') })));
      respond = ({ socket }) => socket.destroy();
      await fails('unreachable', fetcher(get('/')));
    });
  }

  it('goes by the proxy of the environment in the terminal, but never to this machine', async () => {
    respond = (_, response) => response.end('there');
    await withProxy(async (fetcher) => {
      const url = new URL(`${ELSEWHERE}/x`);
      assert.equal(Buffer.from((await fetcher(get('/', { url }))).body).toString(), 'there');
      await fetcher(get('/y'));
    });
    assert.deepEqual(asked, ['PROXY http://somewhere.example/x', 'GET /y']);
  });

  it('goes by the fetch of the process in VS Code, but never to this machine', async () => {
    respond = (_, response) => response.end('there');
    await withNetwork(async (fetcher) => {
      const url = new URL(`${ELSEWHERE}/x`);
      assert.equal(Buffer.from((await fetcher(get('/', { url }))).body).toString(), 'there');
      await fails('too-large', fetcher(get('/', { url, mostBytes: 2 })));
    });
    await withFetch(
      () => assert.fail('that is asked about a proxy'),
      async () => {
        await globalFetchFetcher()(get('/y'));
      },
    );
  });

  for (const [name, by] of [
    ['the terminal', withProxy],
    ['VS Code', withNetwork],
  ] as const) {
    it(`is not sent from the network to this machine, nor to another with what was for one: ${name}`, async () => {
      const headers: unknown[] = [];
      respond = (request, response) => {
        headers.push(request.headers['identity']);
        const { url = '' } = request;
        if (url === '/end') response.end();
        else if (url === '/home') response.writeHead(302, { Location: `${baseUrl}/end` }).end();
        else response.writeHead(302, { Location: 'http://somewhere.example:80/end' }).end();
      };
      await by(async (fetcher) => {
        await fails('refused', fetcher(get('/', { url: new URL(`${ELSEWHERE}/home`) })));
      });
      assert.equal(headers.length, 1);
      await by(async (fetcher) => {
        await fetcher(get('/away', { headers: { identity: 'secret' } }));
      });
      assert.deepEqual(headers.slice(1), ['secret', undefined]);
    });
  }
});
