import assert from 'node:assert/strict';
import * as operations from '../../../src/portal/contract/cardOperations.ts';
import type { Route } from '../../../src/portal/contract/route.ts';
import { routes } from '../../../src/portal/contract/routes.ts';
import { STATE_TABLES } from '../../../src/portal/simulator/store/migrations.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import type { Known } from './support/contractSamples.ts';
import { ATR, FIELDS, pathOf, sampleOf } from './support/contractSamples.ts';
import { codeOf } from './support/http.ts';
import { newSignedIn } from './support/signedIn.ts';

const ofAccess = (access: Route['access']) =>
  [...routes].filter(([, route]) => route.access === access);

describe('Whoever calls the portal', function () {
  this.timeout(20_000);
  const portal = attackedSimulator();
  type Party = Awaited<ReturnType<typeof newSignedIn>>;
  let victim: Party;
  let attacker: Party;

  before(async () => {
    victim = await newSignedIn(portal, { scenario: 'expiring' });
    attacker = await newSignedIn(portal, { scenario: 'expiring' });
  });

  const call = (route: Route, known: Known, token?: string) => {
    const sample = sampleOf(route, known);
    const { method } = route;
    return portal.ask({ method, path: pathOf(route, sample), token, body: sample.body });
  };

  /** Everything that the portal keeps, without what merely tells that somebody was there. */
  const everything = () =>
    STATE_TABLES.filter((table) => table !== 'session').map((table) => [
      table,
      portal.simulator.database.all(`SELECT * FROM ${table} ORDER BY rowid`),
    ]);

  it('gets nowhere without the token that an operation wants, whatever else is sent', async () => {
    const before = everything();
    for (const [access, refusal] of [
      ['session', 'portal/session-ended'],
      ['test', 'portal/test-token'],
    ] as const) {
      const other = access === 'session' ? portal.testToken : attacker.session.token;
      for (const [name, route] of ofAccess(access)) {
        for (const token of [undefined, other, 'A'.repeat(43)]) {
          const { status, ...answer } = await call(route, FIELDS, token);
          assert.deepEqual([status, codeOf({ status, ...answer })], [401, refusal], name);
        }
        const { method, path } = route;
        const nonsense = await portal.ask({
          method,
          path,
          body: '{',
          headers: { 'x-token': other },
        });
        assert.equal(nonsense.status, 401, name);
      }
    }
    assert.deepEqual(everything(), before);
  });

  it('with a token in any other place than the header has none', async () => {
    const { token } = attacker.session;
    for (const headers of [
      { authorization: token },
      { authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}` },
      { authorization: `Bearer ${token} ` + 'x' },
      { authorization: `Bearer Bearer ${token}` },
      { cookie: `token=${token}; session=${token}` },
      { 'x-authorization': `Bearer ${token}` },
    ]) {
      const path = `/portal/v1/session?token=${token}&access_token=${token}`;
      assert.equal((await portal.ask({ path, headers })).status, 401, JSON.stringify(headers));
    }
    const path = '/portal/v1/session';
    assert.equal((await portal.ask({ path, token })).status, 200);
  });

  it('is told the same of another organisation’s things as of those that do not exist', async () => {
    const begun = await victim.session.call(operations.startCardOperation, {
      body: { kind: 'unlock', cardSerial: victim.seal.serial, atr: ATR },
    });
    const [certificate] = victim.seal.certificates;
    const theirs: Known = {
      ...FIELDS,
      serialNumber: certificate?.serialNumber,
      confirmedSerialNumber: certificate?.serialNumber,
      cardSerial: victim.seal.serial,
      operationId: begun.id,
      acceptedFee: { amount: '1250.00', currency: 'TRY' },
    };
    const ids = ['serialNumber', 'cardSerial', 'operationId'];
    const before = everything();
    const tried = new Set<string>();
    for (const [name, route] of ofAccess('session')) {
      const { params, body } = sampleOf(route, theirs);
      const named = ids.filter((id) => id in params || id in Object(body));
      assert.ok(route.path.includes('{') === Object.keys(params).length > 0, name);
      assert.ok(
        Object.keys(params).every((param) => ids.includes(param)),
        `an id in ${name}`,
      );
      if (named.length === 0) continue;
      for (const id of named) tried.add(id);
      const { token } = attacker.session;
      const foreign = await call(route, theirs, token);
      const missing = await call(route, FIELDS, token);
      delete foreign.headers.date;
      delete missing.headers.date;
      assert.deepEqual(foreign, missing, name);
      assert.deepEqual([foreign.status, codeOf(foreign)], [404, 'portal/not-found'], name);
      // The owner is told something else, so these ids are what the operation wants.
      if (route.method === 'GET') {
        assert.equal((await call(route, theirs, victim.session.token)).status, 200, name);
      }
    }
    assert.deepEqual([...tried].sort(), [...ids].sort());
    assert.deepEqual(everything(), before);
  });

  it('sees nothing of another organisation in any list', async () => {
    const { vkn, phone, cards } = victim.organisation;
    const serials = cards.flatMap((card) => card.certificates.map((one) => one.serialNumber));
    for (const [name, route] of ofAccess('session')) {
      if (route.method !== 'GET' || route.params !== undefined) continue;
      const { status, text } = await call(route, FIELDS, attacker.session.token);
      assert.equal(status, 200, name);
      for (const secret of [vkn, phone, ...cards.map(({ serial }) => serial), ...serials]) {
        assert.ok(!text.includes(secret), `${name} tells ${secret}`);
      }
    }
  });

  it('finds no operation under another spelling of its address', async () => {
    const { token } = attacker.session;
    for (const path of [
      '/portal/v1/Session',
      '//portal/v1/session',
      '/portal//v1/session',
      '/portal/v1/session/',
      '/session',
      '/portal/v1/sess%69on%2f',
      '/portal/v1/session;x=1',
      '/portal/v1/session%00',
      '/portal/v1/constructor',
      '/__proto__',
      '/',
    ]) {
      const { status, text } = await portal.ask({ path, token });
      assert.ok(!text.includes('signedInWith'), path);
      assert.equal(status, 404, path);
    }
  });

  it('takes no way round the token with dots in the address', async () => {
    const { token } = attacker.session;
    for (const path of [
      '/portal/v1/../../test/v1/organisations',
      '/portal/v1/%2e%2e/%2e%2e/test/v1/organisations',
      '/trust/..;/test/v1/organisations',
      '/portal/v1/..%2f..%2ftest/v1/organisations',
    ]) {
      const { status } = await portal.ask({ path, token });
      assert.ok(status === 401 || status === 404, path);
    }
  });

  it('reaches the operation that the method says, and no other by a header or a field', async () => {
    const { token } = attacker.session;
    const overriding = {
      'x-http-method-override': 'DELETE',
      'x-http-method': 'DELETE',
      'x-method-override': 'DELETE',
    };
    const path = '/portal/v1/session?_method=DELETE';
    assert.equal((await portal.ask({ path, token, headers: overriding })).status, 200);
    for (const method of ['POST', 'PUT', 'PATCH', 'TRACE', 'PROPFIND']) {
      const body = { _method: 'DELETE' };
      const answer = await portal.ask({ method, path, token, headers: overriding, body });
      assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, HEAD, DELETE'], method);
    }
    assert.equal((await portal.ask({ path, token })).status, 200);
  });
});
