import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import {
  encode,
  enumerated,
  integer,
  namedBits,
  octets,
  sequence,
  utf8,
} from '../../../src/pki/der.ts';
import type { FetchAnswer, FetchRequest, Fetcher } from '../../../src/pki/fetching.ts';
import { FetchError } from '../../../src/pki/fetching.ts';
import { OID } from '../../../src/pki/oids.ts';
import { kamuSmIdentity } from '../../../src/pki/timeStamp/kamuSmIdentity.ts';
import type { TimeStampOrder } from '../../../src/pki/timeStamp/requestTimeStamp.ts';
import { requestTimeStamp } from '../../../src/pki/timeStamp/requestTimeStamp.ts';
import { verifyTimeStamp } from '../../../src/pki/timeStamp/verifyTimeStamp.ts';
import { undiciFetcher } from '../../../src/pki/undiciFetcher.ts';
import { TEST_ACCOUNT } from '../../../src/portal/simulator/authority/timeStampAccount.ts';
import { testSimulator } from '../portal/support/testSimulator.ts';
import { STAMPED, digestOf, stampRequest } from './support/stamps.ts';

describe('A time stamp is asked for', () => {
  const portal = testSimulator();
  let asked: FetchRequest[];
  beforeEach(() => {
    asked = [];
  });

  const network = undiciFetcher();
  const remembering: Fetcher = (request) => {
    asked.push(request);
    return network(request);
  };
  const order = (more: Partial<TimeStampOrder> = {}) =>
    requestTimeStamp({
      url: new URL(portal.ready.tsaUrl),
      fetcher: remembering,
      algorithm: 'sha256',
      hash: digestOf(STAMPED)('sha256'),
      ...more,
    });
  /** From a server that answers so. */
  const orderFrom = (answer: Partial<FetchAnswer>) =>
    order({
      fetcher: () =>
        Promise.resolve({ status: 200, contentType: '', body: new Uint8Array(), ...answer }),
    });
  const refuses = (code: ErrorCode, said: RegExp, answer: Promise<unknown>) =>
    assert.rejects(
      answer,
      (error) => isMuhurError(error, code) && said.test(JSON.stringify(error.data)),
    );

  it('and comes over that hash, with the certificate of its server', async () => {
    for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
      const token = await order({ algorithm, hash: digestOf(STAMPED)(algorithm) });
      assert.equal(verifyTimeStamp(token, digestOf(STAMPED)).problem, null);
    }
    await order({ policy: OID.timeStampPolicy });
    const [first, second] = asked.map(({ body }) => Buffer.from(body ?? []).toString('hex'));
    assert.notEqual(first, second, 'each request has a nonce of its own');
  });

  it('with an account as Kamu SM has them, which the hash proves', async () => {
    const token = await order({ account: TEST_ACCOUNT });
    assert.equal(verifyTimeStamp(token, digestOf(STAMPED)).problem, null);
    const identity = asked[0]?.headers?.['identity'] ?? '';
    assert.match(identity, /^30[0-9a-f]+$/);
    assert.ok(!identity.includes(Buffer.from(TEST_ACCOUNT.password).toString('hex')));
    const hash = digestOf(STAMPED)('sha256');
    assert.notEqual(
      await kamuSmIdentity(TEST_ACCOUNT, hash),
      await kamuSmIdentity(TEST_ACCOUNT, hash),
    );
  });

  it('and the server’s words are told when it refuses in plain text, as if all were well', async () => {
    const unknown = order({ account: { ...TEST_ACCOUNT, user: 99 } });
    await refuses('time-stamp/refused', /User 99 is not known/, unknown);
    const wrong = order({ account: { ...TEST_ACCOUNT, password: 'x' } });
    await refuses('time-stamp/refused', /Account could not be authenticated/, wrong);
    const otherHash = await kamuSmIdentity(TEST_ACCOUNT, createHash('sha256').digest());
    const replayed = order({
      fetcher: (request) => network({ ...request, headers: { identity: otherHash } }),
    });
    await refuses('time-stamp/refused', /Account could not be authenticated/, replayed);
    for (const identity of ['', 'xyz', '3003020101', '30', 'ff'.repeat(600)]) {
      const broken = order({
        fetcher: (request) => network({ ...request, headers: { identity } }),
      });
      await refuses('time-stamp/refused', /Identity could not be read/, broken);
    }
  });

  it('and the reason is told that a server gives by the standard', async () => {
    const refusal = (text: string) =>
      encode(sequence(sequence(integer(2), sequence(utf8(text)), namedBits(0))));
    await refuses(
      'time-stamp/refused',
      /Kontör bitti/,
      orderFrom({ body: refusal('Kontör bitti') }),
    );
    await refuses('time-stamp/refused', /PKIStatus 2/, order({ policy: '1.2.3' }));
  });

  it('and nothing but that time stamp is taken for an answer', async () => {
    const token = (body: Uint8Array) => ({ body });
    // The answers to an earlier request, and to one without a nonce.
    await order();
    const [{ body: earlier = new Uint8Array() } = {}] = asked;
    for (const body of [earlier, stampRequest()]) {
      const replayed = order({ fetcher: (request) => network({ ...request, body }) });
      await refuses('time-stamp/answer', /another nonce/, replayed);
    }
    const other = order({
      fetcher: (request) => network({ ...request, body: stampRequest({ algorithm: 'sha384' }) }),
    });
    await refuses('time-stamp/answer', /imprint/, other);
    await refuses('time-stamp/answer', /HTTP 500/, orderFrom({ status: 500 }));
    await refuses('time-stamp/answer', /reason/, orderFrom(token(new Uint8Array())));
    await refuses('time-stamp/answer', /reason/, orderFrom(token(Uint8Array.of(0x30, 0))));
    await refuses('time-stamp/answer', /reason/, orderFrom(token(Uint8Array.of(1, 2, 3, 0xff))));
    const granted = encode(sequence(sequence(integer(0))));
    await refuses('time-stamp/answer', /the token is missing/, orderFrom(token(granted)));
    const garbage = encode(
      sequence(sequence(integer(0)), sequence(octets(STAMPED), enumerated(1))),
    );
    await refuses('time-stamp/answer', /malformed/, orderFrom(token(garbage)));
    const page = { contentType: 'text/html', body: Buffer.from('<p>Sign in to this network') };
    await refuses('time-stamp/answer', /reason/, orderFrom(page));
  });

  it('and it is said when the server is not there', async () => {
    const silent = order({ fetcher: () => Promise.reject(new FetchError('timeout')) });
    await refuses('time-stamp/unreachable', /timeout/, silent);
  });
});
