import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askAddress } from '../../../src/doctor/askAddress.ts';
import { examineNetwork } from '../../../src/doctor/checks/network.ts';
import type { HttpAnswer } from '../../../src/doctor/machine.ts';
import { statusAddresses } from '../../../src/pki/statusAddresses.ts';
import { NOW, aMachine, certificate } from './machines.ts';

const OCSP = 'http://ocsp.example.tr/';
const CRL = 'http://crl.example.tr/a.crl';
const LOCAL = { ocsp: 'http://127.0.0.1:9/ocsp', crl: 'http://localhost:9/a.crl' };
const TWO = { ocsp: OCSP, crl: CRL };

const ahead = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const well = (status = 200, date: Date | null = NOW): HttpAnswer => ({ status, date });

/** What the doctor makes of addresses in a certificate, and of what answers there. */
async function judged(
  addresses: { ocsp?: string; crl?: string },
  answers: Readonly<Record<string, HttpAnswer>>,
): Promise<readonly string[]> {
  const asked: string[] = [];
  const machine = aMachine({
    ask: ({ href }) => {
      asked.push(href);
      const answer = answers[href];
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('nobody'));
    },
  });
  const { der } = await certificate('signing', { addresses });
  const findings = await examineNetwork(machine, [der, der], 1);
  assert.deepEqual(asked, Object.values(addresses), 'each address once, and no other');
  return findings.map(({ status, code }) => `${status} ${code}`);
}

describe('The doctor on revocation and clock', () => {
  it('is content where OCSP and CRL answer', async () => {
    const findings = await judged(TWO, { [OCSP]: well(405), [CRL]: well() });
    assert.deepEqual(findings, ['ok revocation/answers', 'ok clock/right']);
  });

  it('warns where one of them does not, and takes neither for an error', async () => {
    assert.equal((await judged(TWO, { [OCSP]: well() }))[0], 'warning revocation/partly');
    const missing = { [OCSP]: well(), [CRL]: well(404) };
    assert.equal((await judged(TWO, missing))[0], 'warning revocation/partly');
    const broken = { [OCSP]: well(503), [CRL]: well(404) };
    assert.equal((await judged(TWO, broken))[0], 'error revocation/silent');
    assert.deepEqual(await judged(TWO, {}), ['error revocation/silent', 'skipped clock/no-answer']);
  });

  it('only warns of a simulator that is not running', async () => {
    const findings = await judged(LOCAL, {});
    assert.deepEqual(findings, ['warning revocation/simulator', 'skipped clock/no-answer']);
  });

  it('takes an address of this machine for no error, whatever answers there', async () => {
    const findings = await judged(LOCAL, { [LOCAL.crl]: well(404), [LOCAL.ocsp]: well(500) });
    assert.deepEqual(findings, ['warning revocation/simulator', 'ok clock/right']);
  });

  it('asks nothing where the certificates name nothing', async () => {
    const findings = await judged({}, {});
    assert.deepEqual(findings, ['skipped revocation/no-address', 'skipped clock/no-answer']);
  });

  it('compares the clock: a minute is told, five are an error, in both directions', async () => {
    const clock = async (seconds: number) =>
      (await judged({ ocsp: OCSP }, { [OCSP]: well(200, ahead(seconds)) }))[1];
    for (const sign of [1, -1]) {
      assert.equal(await clock(sign * 50), 'ok clock/right');
      assert.equal(await clock(sign * 70), 'warning clock/off');
      assert.equal(await clock(sign * 290), 'warning clock/off');
      assert.equal(await clock(sign * 310), 'error clock/off');
    }
  });

  it('does not accuse this clock because one of two servers is wrong', async () => {
    const answers = { [OCSP]: well(200, ahead(4000)), [CRL]: well(200, NOW) };
    assert.equal((await judged(TWO, answers))[1], 'ok clock/right');
  });

  it('has nothing to compare with when no server tells its time', async () => {
    const findings = await judged({ ocsp: OCSP }, { [OCSP]: well(200, null) });
    assert.equal(findings[1], 'skipped clock/no-answer');
  });
});

describe('Addresses in a certificate', () => {
  const kinds = async (addresses: { ocsp?: string; crl?: string; caIssuers?: string }) =>
    statusAddresses((await certificate('signing', { addresses })).der).map(
      ({ kind, url }) => `${kind} ${url.href}`,
    );

  it('are those of OCSP and CRL, and not those of issuers', async () => {
    const addresses = { ...TWO, caIssuers: 'http://ca.example.tr/ca.crt' };
    assert.deepEqual(await kinds(addresses), [`ocsp ${OCSP}`, `crl ${CRL}`]);
  });

  it('are http and https only', async () => {
    assert.deepEqual(await kinds({ ocsp: 'file:///etc/passwd', crl: 'ldap://x/y' }), []);
    assert.deepEqual(await kinds({ ocsp: 'no address' }), []);
    assert.deepEqual(await kinds({ crl: 'https://x.tr/a' }), ['crl https://x.tr/a']);
  });
});

describe('Asking an address', () => {
  let server: Server;
  const serve = async (answer: RequestListener): Promise<URL> => {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=c`);
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks for headers alone, and tells status and time', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(404, { Date: 'Fri, 27 Nov 2026 10:00:00 GMT' }).end();
    });
    const answer = await askAddress(url, AbortSignal.timeout(2000));
    assert.deepEqual(seen, ['HEAD /a?b=c']);
    assert.deepEqual(answer, { status: 404, date: new Date('2026-11-27T10:00:00Z') });
  });

  it('adds the age of an answer that a cache has kept', async () => {
    const headers = { Date: 'Fri, 27 Nov 2026 10:00:00 GMT', Age: '600' };
    const url = await serve((_, response) => response.writeHead(200, headers).end());
    const { date } = await askAddress(url, AbortSignal.timeout(2000));
    assert.deepEqual(date, new Date('2026-11-27T10:10:00Z'));
  });

  it('follows no redirection', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests++;
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    assert.equal((await askAddress(url, AbortSignal.timeout(2000))).status, 302);
    assert.equal(requests, 1);
  });

  it('goes through the proxy of the environment, but not to this machine', async () => {
    const seen: string[] = [];
    const url = await serve(({ url: asked }, response) => {
      seen.push(asked ?? '');
      response.writeHead(200).end();
    });
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = url.origin;
    try {
      await askAddress(new URL('http://ocsp.example.tr/x'), AbortSignal.timeout(2000));
      await askAddress(url, AbortSignal.timeout(2000));
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
    assert.deepEqual(seen, ['http://ocsp.example.tr/x', '/a?b=c']);
  });

  it('gives up on a server that accepts and says nothing', async () => {
    const url = await serve(() => undefined);
    await assert.rejects(askAddress(url, AbortSignal.timeout(100)));
  });
});
