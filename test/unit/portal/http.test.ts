import assert from 'node:assert/strict';
import type { Problem } from '../../../src/portal/contract/problem.ts';
import { testSimulator } from './support/testSimulator.ts';

type Request = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

const JSON_TYPE = { 'content-type': 'application/json' };

describe('The simulator over plain HTTP', () => {
  const portal = testSimulator();

  const send = (path: string, options: Request = {}) => fetch(portal.ready.baseUrl + path, options);
  const test = (path: string, { headers, ...options }: Request = {}) =>
    send(`/test/v1${path}`, {
      ...options,
      headers: { authorization: `Bearer ${portal.testToken}`, ...headers },
    });
  const post = (path: string, body: string, headers: Record<string, string> = JSON_TYPE) =>
    test(path, { method: 'POST', body, headers });

  /** The problem details of a refusal. */
  async function refused(response: Response, status: number, code: string): Promise<Problem> {
    const problem = (await response.json()) as Problem;
    assert.deepEqual([response.status, problem.code], [status, code]);
    assert.equal(problem.status, status);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    return problem;
  }

  it('answers HEAD as GET, without a body', async () => {
    for (const path of ['/health', '/portal/v1/openapi.json', '/crl/seal.crl', '/ca/root.crt']) {
      const [get, head] = [await send(path), await send(path, { method: 'HEAD' })];
      assert.deepEqual([get.status, head.status], [200, 200]);
      assert.equal(head.headers.get('content-type'), get.headers.get('content-type'));
      assert.notEqual((await get.arrayBuffer()).byteLength, 0);
      assert.equal((await head.arrayBuffer()).byteLength, 0);
    }
  });

  for (const [path, method, allowed] of [
    ['/health', 'OPTIONS', 'GET, HEAD'],
    ['/test/v1/clock', 'POST', 'GET, HEAD, PUT, DELETE'],
    ['/portal/v1/openapi.json', 'POST', 'GET, HEAD'],
    ['/ocsp', 'PUT', 'GET, POST'],
    ['/tsa', 'GET', 'POST'],
    ['/crl/seal.crl', 'POST', 'GET, HEAD'],
  ] as const) {
    it(`says how else to call it: ${method} ${path}`, async () => {
      const response = await send(path, { method });
      await refused(response, 405, 'portal/method');
      assert.equal(response.headers.get('allow'), allowed);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    });
  }

  it('says of a path that is spelt in another way where they are listed', async () => {
    for (const path of ['/', '/health/', '/Health', '//health', '/portal/v1', '/crl/none.crl']) {
      const { data, detail } = await refused(await send(path), 404, 'portal/not-found');
      assert.deepEqual(data, { what: 'path' });
      assert.match(detail, /openapi\.json/);
    }
  });

  it('takes the token however “Bearer” is written, and asks for it with 401', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
      const authorization = `${scheme} ${portal.testToken}`;
      assert.equal((await test('/clock', { headers: { authorization } })).status, 200);
    }
    for (const authorization of ['', portal.testToken, `Basic ${portal.testToken}`]) {
      const response = await test('/clock', { headers: { authorization } });
      await refused(response, 401, 'portal/test-token');
      assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer /);
    }
    const session = await send('/portal/v1/certificates');
    await refused(session, 401, 'portal/session-ended');
    assert.match(session.headers.get('www-authenticate') ?? '', /^Bearer /);
  });

  it('takes JSON whatever its charset is called, and no other type', async () => {
    for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON;charset=UTF-8']) {
      const wrong = await post('/organisations', '{"vkn":1}', { 'content-type': type });
      await refused(wrong, 400, 'portal/input');
    }
    for (const type of ['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded']) {
      const response = await post('/organisations', '{}', { 'content-type': type });
      const { detail } = await refused(response, 415, 'portal/media-type');
      assert.match(detail, /application\/json/);
    }
    for (const body of ['', '{', 'null', '[]', '"{}"', '{"a":1}{}']) {
      await refused(await post('/organisations', body), 400, 'portal/input');
    }
    const latin5 = Buffer.from('{"tradeName":"Ş"}'.replace('Ş', '\u00de'), 'latin1');
    const other = await test('/organisations', {
      method: 'POST',
      body: latin5,
      headers: JSON_TYPE,
    });
    await refused(other, 400, 'portal/input');
  });

  it('names the field that is mistyped, in a body and in a query', async () => {
    const body = await post('/organisations', '{"scenari":"active","vkm":"1"}');
    const problem = await refused(body, 400, 'portal/input');
    const reason = 'unrecognized_keys';
    assert.deepEqual(problem.data['fields'], [
      { path: 'scenari', reason },
      { path: 'vkm', reason },
    ]);
    assert.match(problem.detail, /no such fields: scenari, vkm/);
    const query = await refused(await test('/messages?waitseconds=1'), 400, 'portal/input');
    assert.deepEqual(query.data['fields'], [{ path: 'waitseconds', reason }]);
  });

  it('says in words that a tax number has ten digits', async () => {
    for (const vkn of ['123456789', '12345678901', '123456789a']) {
      const english = await test(`/messages?vkn=${vkn}`);
      assert.match((await refused(english, 400, 'portal/input')).detail, /exactly ten digits/);
      const turkish = await test(`/messages?vkn=${vkn}`, { headers: { 'accept-language': 'tr' } });
      assert.match((await refused(turkish, 400, 'portal/input')).detail, /tam olarak on rakamdan/);
    }
  });

  it('reads ids percent-encoded or not, and refuses what is no encoding', async () => {
    const { organisations } = (await (await test('/organisations')).json()) as {
      organisations: { cards: { serial: string }[] }[];
    };
    const serial = organisations[0]?.cards[0]?.serial ?? '';
    const encoded = serial.replace(/^4/, '%34');
    for (const id of [serial, encoded]) {
      const response = await post(`/cards/${id}/pfx`, '{"password":"a"}');
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/x-pkcs12');
    }
    for (const id of ['%ZZ', 'a%2Fb', '%00', '%E4', 'x'.repeat(2000), serial.toLowerCase()]) {
      await refused(await post(`/cards/${id}/pfx`, '{"password":"a"}'), 400, 'portal/input');
    }
  });

  it('speaks the first of its languages that the caller names', async () => {
    const title = async (language: string) => {
      const response = await send('/test/v1/clock', { headers: { 'accept-language': language } });
      return (await refused(response, 401, 'portal/test-token')).title;
    };
    const [english, turkish] = [await title('en'), await title('tr')];
    assert.notEqual(english, turkish);
    for (const language of ['tr-TR,tr;q=0.9,en;q=0.8', 'TR', 'de, tr;q=0.8, en;q=0.5']) {
      assert.equal(await title(language), turkish, language);
    }
    for (const language of ['en-GB,tr;q=0.5', 'de', '*', 'trx', '']) {
      assert.equal(await title(language), english, language);
    }
  });

  it('answers JSON whatever else is accepted', async () => {
    const response = await send('/health', { headers: { accept: 'application/xml' } });
    assert.deepEqual(
      [response.status, response.headers.get('content-type')],
      [200, 'application/json'],
    );
  });

  it('takes a time with an offset, as Java and .NET write it', async () => {
    const body = '{"now":"2030-01-01T03:00:00+03:00","frozen":true}';
    const response = await test('/clock', { method: 'PUT', body, headers: JSON_TYPE });
    assert.equal(((await response.json()) as { now: string }).now, '2030-01-01T00:00:00.000Z');
    await test('/clock', { method: 'DELETE' });
  });
});
