import assert from 'node:assert/strict';
import { readHealth } from '../../../src/portal/contract/testSuite.ts';
import { routes } from '../../../src/portal/contract/routes.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import { RawConnection, askRaw, codeOf } from './support/http.ts';
import { SignedIn } from './support/signedIn.ts';

const PATH = '/portal/v1/sign-in/password';
const MEGABYTE = 1024 * 1024;
/** Larger than any body that is read. */
const TOO_LARGE = 1_500_001;

describe('A message that no client of the portal sends', function () {
  this.timeout(20_000);
  const portal = attackedSimulator();
  let token: string;
  let host: string;

  before(async () => {
    const { vkn } = await portal.newOrganisation();
    token = new SignedIn(portal, vkn).token;
    host = new URL(portal.ready.baseUrl).host;
  });

  /** Head of a request that ends its connection. */
  const head = (line: string, ...headers: string[]) =>
    [line, `Host: ${host}`, 'Connection: close', ...headers, '', ''].join('\r\n');
  const post = (...headers: string[]) =>
    head(`POST ${PATH} HTTP/1.1`, 'Content-Type: application/json', ...headers);
  const raw = (...parts: (string | Uint8Array)[]) => askRaw(portal.ready.baseUrl, ...parts);
  const statusesOf = (answer: string) =>
    [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

  afterEach(async () => {
    assert.equal((await portal.client.call(readHealth, {})).status, 'ready');
  });

  describe('is refused unread when its body is too large,', () => {
    it('announced', async () => {
      const answer = await raw(post(`Content-Length: ${TOO_LARGE}`));
      assert.deepEqual(statusesOf(answer), [413]);
      assert.match(answer, /"code":"portal\/too-large","data":\{"bytes":1500000\}/);
    });

    it('sent in pieces without an end', async () => {
      const connection = new RawConnection(portal.ready.baseUrl);
      const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
      connection.send(post('Transfer-Encoding: chunked'));
      let sent = 0;
      while (!connection.socket.destroyed && sent < 64 * MEGABYTE) {
        connection.send(piece);
        sent += piece.length;
        await new Promise(setImmediate);
      }
      await connection.closed;
      assert.deepEqual(statusesOf(connection.received), [413]);
      assert.ok(sent < 64 * MEGABYTE, 'it was hung up on in time');
    });

    it('to OCSP and time stamps, which want far less', async () => {
      for (const [path, type] of [
        ['/ocsp', 'application/ocsp-request'],
        ['/tsa', 'application/timestamp-query'],
      ] as const) {
        const headers = [`Content-Type: ${type}`, 'Content-Length: 65537'];
        const answer = await raw(head(`POST ${path} HTTP/1.1`, ...headers));
        assert.deepEqual(statusesOf(answer), [413], path);
      }
    });
  });

  describe('is refused when its body is no JSON object,', () => {
    const bodies: Readonly<Record<string, string | Uint8Array>> = {
      'an empty one': '',
      'half of one': '{"vkn":"1234567890"',
      'two of them': '{}{}',
      'with a comment': '{/**/}',
      'a byte order mark of UTF-16': Buffer.from('\ufeff{}', 'utf16le'),
      'no UTF-8': Buffer.from('{"vkn":"\xff\xfe"}', 'latin1'),
      'an overlong slash': Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
      'a list a million deep': '['.repeat(500_000) + ']'.repeat(500_000),
      'objects a hundred thousand deep': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      'a number': '1e400',
      'a text': '"text"',
      null: 'null',
      'one with a prototype': '{"__proto__":{"vkn":"1234567890"},"constructor":{"prototype":{}}}',
      'other types': '{"vkn":1234567890,"captchaId":{},"captchaText":[],"securityWord":null}',
    };
    for (const [what, body] of Object.entries(bodies)) {
      it(what, async () => {
        const answer = await portal.ask({ method: 'POST', path: PATH, body });
        assert.deepEqual([answer.status, codeOf(answer)], [400, 'portal/input']);
      });
    }
  });

  it('is refused when its body has another media type, a form’s for example', async () => {
    const body = '{"vkn":"1234567890"}';
    for (const [name, { method, path, access, body: schema }] of routes) {
      if (schema === undefined) continue;
      for (const type of [
        '',
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        'text/json, application/json',
      ]) {
        const answer = await portal.ask({
          method,
          path,
          token: access === 'test' ? portal.testToken : token,
          body,
          headers: { 'content-type': type },
        });
        // Parameters of the path are looked at first.
        const expected = path.includes('{') ? 400 : 415;
        assert.equal(answer.status, expected, `${name} as ${type}`);
      }
    }
  });

  describe('is refused when it names another host,', () => {
    for (const [what, lines] of [
      ['as after a DNS rebinding', ['GET /health HTTP/1.1', 'Host: rebound.example']],
      ['with our port', ['GET /health HTTP/1.1', 'Host: rebound.example:PORT']],
      ['with another port', ['GET /health HTTP/1.1', 'Host: 127.0.0.1:1']],
      ['that only begins like ours', ['GET /health HTTP/1.1', 'Host: 127.0.0.1.example:PORT']],
      ['behind a name and @', ['GET /health HTTP/1.1', 'Host: 127.0.0.1:PORT@rebound.example']],
      ['as all addresses', ['GET /health HTTP/1.1', 'Host: 0.0.0.0:PORT']],
      ['empty', ['GET /health HTTP/1.1', 'Host:']],
      ['after ours', ['GET /health HTTP/1.1', 'Host: 127.0.0.1:PORT', 'Host: rebound.example']],
      ['before ours', ['GET /health HTTP/1.1', 'Host: rebound.example', 'Host: 127.0.0.1:PORT']],
      ['in its target', ['GET http://rebound.example/health HTTP/1.1', 'Host: 127.0.0.1:PORT']],
      ['in HTTP/1.0', ['GET /health HTTP/1.0', 'Host: rebound.example']],
    ] as const) {
      it(what, async () => {
        const { port } = new URL(portal.ready.baseUrl);
        const text = [...lines, 'Connection: close', '', ''].join('\r\n').replaceAll('PORT', port);
        const answer = await raw(text);
        assert.deepEqual(statusesOf(answer), [421], answer);
        assert.ok(!answer.includes('ready'));
      });
    }

    it('by OCSP, CRL and time stamps, too', async () => {
      for (const path of ['/ocsp', '/tsa', '/ca/seal.crt', '/crl/seal.crl']) {
        const { status } = await portal.ask({ path, headers: { host: 'rebound.example' } });
        assert.equal(status, 421, path);
      }
    });
  });

  describe('is of no use when it comes from a page of another origin,', () => {
    const origins = ['http://evil.example', 'null', 'https://127.0.0.1', 'vscode-webview://x', ''];

    it('also with a token that is right', async () => {
      for (const origin of origins) {
        const path = '/portal/v1/session';
        const answer = await portal.ask({ path, token, headers: { origin } });
        assert.deepEqual([answer.status, codeOf(answer)], [421, 'portal/host-refused'], origin);
      }
      const own = { origin: portal.ready.baseUrl };
      assert.equal(
        (await portal.ask({ path: '/portal/v1/session', token, headers: own })).status,
        200,
      );
    });

    it('because no operation allows it, asked before or not', async () => {
      for (const [name, { path, method }] of routes) {
        for (const asked of ['OPTIONS', method]) {
          for (const origin of ['http://evil.example', portal.ready.baseUrl]) {
            const headers = {
              origin,
              'access-control-request-method': method,
              'access-control-request-headers': 'authorization',
              'access-control-request-private-network': 'true',
            };
            // With a token that is none, so that nothing is changed.
            const answer = await portal.ask({ method: asked, path, headers });
            const allowed = Object.keys(answer.headers).filter((each) =>
              each.startsWith('access-control-'),
            );
            assert.deepEqual(allowed, [], name);
            if (asked === 'OPTIONS') assert.ok(answer.status >= 400, name);
          }
        }
      }
    });
  });

  describe('is refused when it is no HTTP,', () => {
    for (const [what, status, parts] of [
      ['TLS', 400, ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n']],
      ['HTTP/2', 400, ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
      ['a target without a slash', 400, ['GET health HTTP/1.1\r\nHost: HOST\r\n\r\n']],
      ['a line break within a header', 400, ['GET /health HTTP/1.1\r\nHost: HOST\rX: y\r\n\r\n']],
      ['a blank before the colon', 400, ['GET /health HTTP/1.1\r\nHost : HOST\r\n\r\n']],
      ['no host', 400, ['GET /health HTTP/1.1\r\nConnection: close\r\n\r\n']],
      [
        'a length and pieces, as smugglers send',
        400,
        [
          'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
        ],
      ],
      [
        'two lengths',
        400,
        ['POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
      ],
      [
        'a length below nothing',
        400,
        ['POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n'],
      ],
      [
        'a piece of no length',
        400,
        ['POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nXYZ\r\n'],
      ],
      [
        'a header of 20 kB',
        431,
        [`GET /health HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
      ],
      [
        '3000 headers',
        431,
        [`GET /health HTTP/1.1\r\nHost: HOST\r\n${'X: y\r\n'.repeat(3000)}\r\n`],
      ],
      ['an address of 20 kB', 431, [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`]],
    ] as const) {
      it(what, async () => {
        const answer = await raw(...parts.map((part) => part.replaceAll('HOST', host)));
        assert.deepEqual(statusesOf(answer), [status], answer);
      });
    }
  });

  it('is answered in its order when several come at once, each by its own token', async () => {
    const line = 'GET /portal/v1/session HTTP/1.1\r\n';
    const mine = `${line}Host: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    const nobodys = `${line}Host: ${host}\r\n\r\n`;
    const answer = await raw(mine, nobodys, mine, head('GET /portal/v1/session HTTP/1.1'));
    assert.deepEqual(statusesOf(answer), [200, 401, 200, 401]);
  });

  it('has all the headers of an answer that belongs to nobody else', async () => {
    for (const question of [
      { path: '/portal/v1/session', token },
      { path: '/portal/v1/session' },
      { path: '/nowhere' },
      { path: '/health', headers: { host: 'rebound.example' } },
      { path: '/ocsp', method: 'PUT' },
      { path: '/portal/v1/openapi.json' },
    ]) {
      const { headers } = await portal.ask(question);
      assert.equal(headers['cache-control'], 'no-store', question.path);
      assert.equal(headers['x-content-type-options'], 'nosniff', question.path);
      assert.equal(headers['content-security-policy'], "default-src 'none'", question.path);
      assert.match(String(headers['content-type']), /^application\/(problem\+)?json$/);
      assert.equal(headers['x-powered-by'] ?? headers.server, undefined);
    }
  });
});
