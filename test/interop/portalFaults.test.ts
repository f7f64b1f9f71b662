import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caBundlePem } from '../../src/portal/simulator/authority/trustPack.ts';
import * as contract from '../../src/portal/contract/testSuite.ts';
import type { Fault } from '../../src/portal/contract/testSuite.ts';
import { testSimulator } from '../unit/portal/support/testSimulator.ts';
import { needsOpenssl, openssl } from './openssl.ts';

type Service = 'ocsp' | 'crl' | 'tsa' | 'issuers';
const SLOW_MS = 300;

describe('Faults that a test suite orders, as openssl meets them', () => {
  const portal = testSimulator();
  let folder: string;
  const path = (name: string) => join(folder, name);

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-faults-'));
    const { certificates } = portal.simulator.authority;
    await save('ca.pem', caBundlePem(portal.simulator.authority));
    await save('root.pem', new X509Certificate(certificates.root).toString());
    await save('seal.pem', new X509Certificate(certificates.seal).toString());
    const { cards } = await portal.newOrganisation({ scenario: 'active' });
    const leaf = Buffer.from(cards[0]?.certificates[0]?.certificate ?? '', 'base64');
    await save('leaf.pem', new X509Certificate(leaf).toString());
    await save('data', 'what is stamped');
    await run('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query');
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  const save = (name: string, content: string | Uint8Array) => writeFile(path(name), content);
  const run = async (...args: string[]) => (await openssl(folder, ...args)).text;

  async function fetched(url: string, init?: RequestInit): Promise<void> {
    const response = await fetch(url, init);
    assert.equal(response.status, 200);
    await save('fetched', Buffer.from(await response.arrayBuffer()));
  }

  /** Asks a service and has openssl judge the answer. */
  const judged: Readonly<Record<Service, () => Promise<string>>> = {
    ocsp: () =>
      run(
        ...['ocsp', '-url', portal.ready.ocspUrl, '-CAfile', 'root.pem'],
        ...['-issuer', 'seal.pem', '-cert', 'leaf.pem'],
      ),
    async crl() {
      await fetched(portal.ready.crlUrl);
      const checked = ['crl', '-inform', 'DER', '-in', 'fetched', '-CAfile', 'ca.pem'];
      const text = await run(...checked, '-out', 'crl.pem');
      const verify = ['verify', '-crl_check', '-CAfile', 'ca.pem', '-CRLfile', 'crl.pem'];
      return text + (await run(...verify, 'leaf.pem'));
    },
    async tsa() {
      const headers = { 'content-type': 'application/timestamp-query' };
      const body = await readFile(path('query'));
      await fetched(portal.ready.tsaUrl, { method: 'POST', headers, body });
      const text = await run('ts', '-reply', '-in', 'fetched', '-text');
      const verify = ['ts', '-verify', '-in', 'fetched', '-queryfile', 'query'];
      return text + (await run(...verify, '-CAfile', 'ca.pem'));
    },
    async issuers() {
      await fetched(portal.ready.caUrl);
      return run('verify', '-CAfile', 'root.pem', 'fetched');
    },
  };
  const RIGHT: Readonly<Record<Service, RegExp>> = {
    ocsp: /leaf.pem: good[^]*Response verify OK/,
    crl: /verify OK[^]*leaf.pem: OK/,
    tsa: /Status: Granted[^]*Verification: OK/,
    issuers: /fetched: OK/,
  };

  async function order(service: Service | 'portal', kind: Fault['kind']): Promise<void> {
    const body = { kind, milliseconds: SLOW_MS, times: 1 };
    await portal.test(contract.setFault, { params: { service }, body });
  }

  for (const service of ['ocsp', 'crl', 'tsa', 'issuers'] as const) {
    it(`${service}: slow, down, plain text with status 200; and right again`, async () => {
      await order(service, 'slow');
      const started = performance.now();
      assert.match(await judged[service](), RIGHT[service]);
      assert.ok(performance.now() - started >= SLOW_MS - 1);
      await order(service, 'down');
      if (service === 'ocsp') assert.match(await judged.ocsp(), /Error querying OCSP responder/);
      else await assert.rejects(judged[service]());
      await order(service, 'plain-text');
      assert.doesNotMatch(await judged[service](), RIGHT[service]);
      assert.match(await judged[service](), RIGHT[service]);
    });
  }

  for (const [service, kind, expected] of [
    ['ocsp', 'wrong-signature', /Response Verify Failure/],
    ['ocsp', 'stale', /Status times invalid[^]*status expired[^]*Response verify OK/],
    ['crl', 'wrong-signature', /verify failure[^]*CRL signature failure/],
    ['crl', 'stale', /verify OK[^]*CRL has expired/],
    ['tsa', 'wrong-signature', /Status: Granted[^]*signature failure/],
    ['issuers', 'wrong-signature', /signature failure/],
  ] as const) {
    it(`${service}: ${kind}`, async () => {
      await order(service, kind);
      assert.match(await judged[service](), expected);
      assert.match(await judged[service](), RIGHT[service]);
    });
  }

  it('tsa: stale is a time stamp of a week ago, rightly signed', async () => {
    await order('tsa', 'stale');
    const text = await judged.tsa();
    assert.match(text, RIGHT.tsa);
    const [, time = ''] = /Time stamp: (.*)/.exec(text) ?? [];
    const days = (Date.now() - Date.parse(time)) / 86_400_000;
    assert.ok(days >= 7 && days < 7.01, time);
  });

  it('only where they make sense', async () => {
    for (const [service, kind] of [
      ['portal', 'wrong-signature'],
      ['portal', 'stale'],
      ['issuers', 'stale'],
    ] as const) {
      await assert.rejects(order(service, kind), { code: 'portal/input' });
    }
    assert.deepEqual(await portal.test(contract.listFaults, {}), { faults: {} });
  });
});
