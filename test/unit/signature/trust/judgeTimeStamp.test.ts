import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { KeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import type { TimeStampProblem } from '../../../../src/pki/timeStamp/timeStampProblem.ts';
import type { TrustStore } from '../../../../src/pki/trust/trustStore.ts';
import type { CertificateState } from '../../../../src/portal/simulator/authority/types.ts';
import { REASON } from '../../../../src/portal/simulator/authority/types.ts';
import type { Surroundings } from '../../../../src/signature/trust/judgeCertificate.ts';
import { judgeTimeStamp } from '../../../../src/signature/trust/judgeTimeStamp.ts';
import type { TestAuthority } from '../../../rig/testAuthority.ts';
import { newTestAuthority } from '../../../rig/testAuthority.ts';
import { AuthorityFetcher } from '../../pki/support/authorityFetcher.ts';
import type { OwnServer } from '../../pki/support/stamps.ts';
import { STAMPED, digestOf, ownServer } from '../../pki/support/stamps.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const THEN = new Date('2026-06-01T12:00:00Z');
const BEFORE = new Date('2026-05-01T12:00:00Z');
const AFTER = new Date('2026-07-01T12:00:00Z');
const VALIDITY = { notBefore: new Date('2025-01-01'), notAfter: new Date('2028-01-01') };

describe('A time stamp', () => {
  let pki: TestAuthority;
  let keys: KeyPair;
  let network: AuthorityFetcher;
  let trust: TrustStore;
  let server: OwnServer;
  before(async function () {
    this.timeout(20_000);
    [pki, keys] = await Promise.all([newTestAuthority(), generateKeyPair('RSA-2048')]);
  });
  beforeEach(() => {
    network = new AuthorityFetcher(pki.authority, NOW);
    const { root, qualified } = pki.authority.certificates;
    trust = { anchors: [root], intermediates: [qualified], crls: [] };
    server = ownServer(pki, keys, VALIDITY);
    change({ kind: 'good' });
  });

  const change = (state: CertificateState) =>
    pki.statuses.set('qualified', new X509Certificate(server.certificate).serialNumber, state);
  const judge = async (
    stampedAt: Date = THEN,
    { bytes = STAMPED, ...around }: Partial<Surroundings> & { bytes?: Uint8Array } = {},
  ) => {
    const token = await server.stamp({ now: stampedAt });
    const all = { trust, now: NOW, fetcher: network.fetch, ...around };
    return judgeTimeStamp(token, digestOf(bytes), [], all);
  };
  const has = async (problem: TimeStampProblem | null, judged: ReturnType<typeof judge>) =>
    assert.equal((await judged).problem, problem);

  it('proves its time when its server was to be relied upon then', async () => {
    const { time, problem, authority, chain } = await judge();
    assert.deepEqual([time, problem, authority], [THEN, null, 'Zaman Damgası - TEST']);
    assert.deepEqual(
      chain.map(({ isAnchor, status }) => [isAnchor, status.state]),
      [
        [false, 'good'],
        [false, 'good'],
        [true, 'not-asked'],
      ],
    );
  });

  it('proves nothing when its mathematics is wrong, and tells its time all the same', async () => {
    const { time, problem, chain } = await judge(THEN, { bytes: Buffer.from('other bytes') });
    assert.deepEqual([time, problem, chain], [THEN, 'imprint', []]);
    assert.deepEqual(network.asked, []);
  });

  it('proves nothing when nobody vouches for its server', async () => {
    await has('untrusted', judge(THEN, { trust: { ...trust, anchors: [] } }));
    await has('untrusted', judge(THEN, { trust: { ...trust, intermediates: [] } }));
  });

  it('proves nothing from outside the time of its certificate, or from the future', async () => {
    await has('not-valid-then', judge(new Date('2024-12-31')));
    await has('not-valid-then', judge(new Date('2026-11-27T13:00:00Z')));
  });

  it('proves nothing by a key that was compromised, whenever that was (RFC 3161 §4)', async () => {
    for (const at of [BEFORE, AFTER]) {
      change({ kind: 'revoked', at, reason: REASON.keyCompromise });
      await has('revoked', judge());
      change({ kind: 'revoked', at, reason: REASON.unspecified });
      await has('revoked', judge());
    }
  });

  it('proves its time from before its certificate was replaced, and none from after', async () => {
    for (const reason of [REASON.superseded, REASON.cessationOfOperation]) {
      change({ kind: 'revoked', at: AFTER, reason });
      await has(null, judge());
      change({ kind: 'revoked', at: BEFORE, reason });
      await has('revoked', judge());
    }
  });

  it('proves nothing yet while the status of its server is not known', async () => {
    await has('status-unknown', judge(THEN, { fetcher: null }));
    network.ocsp = network.crl = 'down';
    await has('status-unknown', judge());
  });
});
