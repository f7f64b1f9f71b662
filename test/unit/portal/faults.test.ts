import assert from 'node:assert/strict';
import { readWarnings } from '../../../src/portal/contract/menu.ts';
import * as contract from '../../../src/portal/contract/testSuite.ts';
import { until } from '../../rig/until.ts';
import { testSimulator } from './support/testSimulator.ts';

describe('Faults that a test suite orders', () => {
  const simulator = testSimulator();

  it('of the portal are met by its client as what they are, and only so often', async () => {
    const params = { service: 'portal' } as const;
    const call = () => simulator.client.call(readWarnings, {});
    for (const [kind, code] of [
      ['down', 'portal/down'],
      ['plain-text', 'portal/answer'],
    ] as const) {
      await simulator.test(contract.setFault, { params, body: { kind, times: 2 } });
      for (let i = 0; i < 2; i++) await assert.rejects(call(), { code });
      assert.equal((await call()).tr.length, 4);
    }
    const body = { kind: 'slow', milliseconds: 60_000, times: 1 } as const;
    await simulator.test(contract.setFault, { params, body });
    const late = simulator.client.call(readWarnings, {}, { timeoutSeconds: 0.1 });
    await assert.rejects(late, { code: 'portal/timeout' });
    assert.equal((await call()).tr.length, 4);
  });

  it('that leave a request without an answer are in the journal, without a status', async () => {
    const params = { service: 'crl' } as const;
    await simulator.test(contract.setFault, { params, body: { kind: 'down', times: 1 } });
    await assert.rejects(fetch(simulator.ready.crlUrl));
    await fetch(simulator.ready.crlUrl);
    const query = { service: 'crl' } as const;
    await until('both are there', async () => {
      const { requests } = await simulator.test(contract.readJournal, { query });
      const [first, second] = requests.slice(-2);
      return first?.status === null && second?.status === 200;
    });
  });

  it('are put, listed, used up and taken away', async () => {
    const params = { service: 'crl' } as const;
    const body = { kind: 'plain-text', times: 1 } as const;
    await simulator.test(contract.setFault, { params, body });
    const { faults } = await simulator.test(contract.listFaults, {});
    assert.equal(faults.crl?.kind, 'plain-text');
    const first = await fetch(simulator.ready.crlUrl);
    assert.deepEqual([first.status, first.headers.get('content-type')], [200, 'text/plain']);
    const second = await fetch(simulator.ready.crlUrl);
    assert.equal(second.headers.get('content-type'), 'application/pkix-crl');
    await simulator.test(contract.setFault, { params, body: { kind: 'down' } });
    await assert.rejects(fetch(simulator.ready.crlUrl));
    await simulator.test(contract.clearFault, { params });
    assert.equal((await fetch(simulator.ready.crlUrl)).status, 200);
  });

  it('of the portal spoil neither the API for test suites nor the PKI', async () => {
    const params = { service: 'portal' } as const;
    await simulator.test(contract.setFault, { params, body: { kind: 'down' } });
    const response = await fetch(`${simulator.ready.portalUrl}/openapi.json`);
    assert.equal(response.status, 503);
    assert.equal((await fetch(simulator.ready.crlUrl)).status, 200);
  });
});
