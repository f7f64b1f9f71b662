import assert from 'node:assert/strict';
import { X509Certificate, verify } from 'node:crypto';
import { readSequence, TAG } from '../../../src/pki/derReader.ts';
import { toHex } from '../../../src/hex.ts';
import { REASON } from '../../../src/portal/simulator/authority/types.ts';
import type { Leaf, TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

const NOW = new Date('2031-05-06T07:08:09Z');
const HOUR = 3_600_000;

describe('The CRL of an issuer', () => {
  let pki: TestAuthority;
  let seal: Leaf;

  beforeEach(async () => {
    pki = await newTestAuthority();
    seal = await pki.issue('seal', 'EC-P384');
  });

  const crl = (now = NOW) => pki.authority.crlOf('seal', { now });
  const revoke = (at = NOW, reason: number = REASON.certificateHold) =>
    pki.change(seal, { kind: 'revoked', at, reason });
  const entry = (reason: number) =>
    `${seal.certificate.serialNumber}170D3331303530363037303830395A300C300A0603551D1504030A010${reason}`;

  it('has what is on hold or revoked, with time and reason', async () => {
    revoke();
    assert.ok(toHex(await crl()).includes(entry(REASON.certificateHold)));
    revoke(NOW, REASON.keyCompromise);
    assert.ok(toHex(await crl()).includes(entry(REASON.keyCompromise)));
  });

  it('gives no reason where none was given', async () => {
    revoke(NOW, REASON.unspecified);
    const text = toHex(await crl());
    assert.ok(text.includes(`${seal.certificate.serialNumber}170D3331303530363037303830395A`));
    assert.ok(!text.includes('0603551D15'));
  });

  it('has no certificates of other issuers, nor any that were released', async () => {
    revoke();
    const other = await pki.authority.crlOf('qualified', { now: NOW });
    assert.ok(!toHex(other).includes(seal.certificate.serialNumber));
    pki.change(seal, { kind: 'good' });
    assert.ok(!toHex(await crl()).includes(seal.certificate.serialNumber));
  });

  it('is the same until something changes or half its time is over, and its number grows', async () => {
    const first = await crl();
    assert.equal(numberOf(first), 1);
    assert.deepEqual(await crl(new Date(NOW.getTime() + 11 * HOUR)), first);
    assert.equal(numberOf(await crl(new Date(NOW.getTime() + 12 * HOUR))), 2);
    assert.equal(numberOf(await crl(new Date(NOW.getTime() - HOUR))), 3);
    revoke();
    assert.equal(numberOf(await crl(new Date(NOW.getTime() - HOUR))), 4);
    assert.equal(numberOf(await crl(new Date(NOW.getTime() - HOUR))), 4);
  });

  it('is made once for all who ask at the same time', async () => {
    const all = await Promise.all([crl(), crl(), crl()]);
    assert.deepEqual(all.map(numberOf), [1, 1, 1]);
  });

  it('is signed by the issuer, unless a test wants otherwise', async () => {
    assert.ok(isSigned(await crl()));
    const options = { now: NOW, fault: 'wrong-signature' } as const;
    assert.equal(isSigned(await pki.authority.crlOf('seal', options)), false);
    assert.ok(isSigned(await crl()));
  });

  it('can be an old one, from before a change and with a smaller number', async () => {
    await crl();
    revoke();
    const current = numberOf(await crl());
    const stale = await pki.authority.crlOf('seal', { now: NOW, fault: 'stale' });
    assert.ok(isSigned(stale));
    assert.ok(!toHex(stale).includes(seal.certificate.serialNumber));
    assert.equal(numberOf(stale), current - 1);
    assert.equal(numberOf(await crl()), current);
  });

  function isSigned(bytes: Uint8Array): boolean {
    const parts = readSequence(bytes);
    const toBeSigned = parts.next(TAG.sequence).bytes;
    parts.next(TAG.sequence);
    const signature = parts.next(TAG.bitString).contents.subarray(1);
    const { publicKey } = new X509Certificate(pki.authority.certificates.seal);
    return verify('sha384', toBeSigned, publicKey, signature);
  }
});

/** Of CRLs with numbers below 128. */
function numberOf(crl: Uint8Array): number {
  const found = /0603551D1404030201([0-9A-F]{2})/.exec(toHex(crl))?.[1];
  return Number.parseInt(found ?? '', 16);
}
