import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { fromHex } from '../../../src/hex.ts';
import type { Der } from '../../../src/pki/der.ts';
import {
  boolean,
  encode,
  integer,
  raw,
  sequence,
  tagged,
  taggedPrimitive,
} from '../../../src/pki/der.ts';
import { KEY_USAGE, OID } from '../../../src/pki/oids.ts';
import { crlStatus } from '../../../src/pki/revocation/crlStatus.ts';
import { LARGEST_CRL } from '../../../src/pki/revocation/readCrl.ts';
import type { AnsweredStatus, StatusUnknown } from '../../../src/pki/revocation/status.ts';
import type { Authority, TestPki } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import { buildCertificate } from '../../../src/pki/testAuthority/certificateBuilder.ts';
import {
  basicConstraints,
  expiredCertsOnCrl,
  keyUsage,
  reasonCode,
} from '../../../src/pki/testAuthority/extensions.ts';
import { sealSigningProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import type { X509 } from '../../../src/pki/x509.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import { depth } from '../../depth.ts';
import type { CrlContents } from './support/crls.ts';
import { anyExtension, buildCrl, crlEntry } from './support/crls.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const CRL_ADDRESS = 'http://crl.example/seal.crl';

describe('What a CRL says of a certificate', () => {
  let pki: TestPki;
  let certificate: X509;
  let serial: Uint8Array;
  before(async () => {
    pki = await createTestPki(ISSUER_NAMES.seal, { now: day(-100) });
    certificate = issue();
    serial = fromHex(new X509Certificate(certificate.der).serialNumber);
  });

  function issue(validity = { notBefore: day(-90), notAfter: day(900) }): X509 {
    const profile = sealSigningProfile('3900383669', 'Deneme A.Ş.');
    const addresses = { crl: CRL_ADDRESS };
    const options = { addresses, validity };
    return parseX509(issueCertificate(pki.issuer, profile, pki.issuer.publicKey, options));
  }
  const listed = (...extensions: Der[]) => ({
    entries: [crlEntry(serial, day(-2), ...extensions)],
  });
  function crl(contents: Partial<CrlContents> = {}, signer: Authority = pki.issuer): Uint8Array {
    const usual = { issuer: pki.issuer.name, thisUpdate: day(-1), nextUpdate: day(1) };
    return buildCrl({ ...usual, ...contents }, signer.privateKey);
  }
  const status = (bytes: Uint8Array, more: { at?: Date; certificate?: X509; issuer?: X509 } = {}) =>
    crlStatus(bytes, {
      certificate,
      issuer: parseX509(pki.issuer.certificate),
      at: NOW,
      now: NOW,
      ...more,
    });
  const isUnknown = (reason: StatusUnknown, said: AnsweredStatus) =>
    assert.deepEqual(said, { state: 'unknown', reason });

  it('is good for one that is not in it, and revoked with time and reason for one that is', () => {
    const said = { from: 'crl', saidAt: day(-1) };
    assert.deepEqual(status(crl()), { state: 'good', ...said });
    const other = { entries: [crlEntry(Uint8Array.of(1), day(-2))] };
    assert.equal(status(crl(other)).state, 'good');
    const since = day(-2);
    const revoked = { state: 'revoked', since, ...said };
    assert.deepEqual(status(crl(listed())), { ...revoked, reason: 'unspecified' });
    assert.deepEqual(status(crl(listed(reasonCode(1)))), { ...revoked, reason: 'keyCompromise' });
    const held = { ...revoked, state: 'on-hold', reason: 'certificateHold' };
    assert.deepEqual(status(crl(listed(reasonCode(6)))), held);
    assert.equal(status(crl(listed(reasonCode(8)))).state, 'good', 'removed from the list again');
  });

  it('counts only from the issuer, signed by it, and if it may sign CRLs', () => {
    isUnknown('answer-refused', status(crl({ issuer: pki.root.name }, pki.root)));
    isUnknown('answer-refused', status(crl({}, pki.root)));
    const spoilt = crl();
    spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1;
    isUnknown('answer-refused', status(spoilt));
    const noCrls = buildCertificate(
      {
        serialNumber: Uint8Array.of(9),
        issuer: pki.root.name,
        subject: pki.issuer.name,
        notBefore: day(-99),
        notAfter: day(999),
        publicKey: pki.issuer.publicKey,
        extensions: [
          basicConstraints({ ca: true, pathLength: 0 }),
          keyUsage(KEY_USAGE.keyCertSign),
        ],
      },
      pki.root.privateKey,
    );
    isUnknown('answer-refused', status(crl(), { issuer: parseX509(noCrls) }));
  });

  it('counts only over its time: not when it is over, and not from the future', () => {
    isUnknown('stale', status(crl({ thisUpdate: day(-3), nextUpdate: day(-1) })));
    isUnknown('stale', status(crl({ thisUpdate: day(-1), nextUpdate: null })));
    isUnknown('stale', status(crl({ thisUpdate: day(1), nextUpdate: day(2) })));
    isUnknown('stale', status(crl(), { at: day(2) }));
    const minutesAgo = new Date(NOW.getTime() - 60_000);
    assert.equal(status(crl({ nextUpdate: minutesAgo })).state, 'good', 'clocks differ');
  });

  it('tells of a time before it was made, however old it is', () => {
    const old = { thisUpdate: day(-20), nextUpdate: day(-19) };
    isUnknown('stale', status(crl(old)));
    assert.equal(status(crl(old), { at: day(-30) }).state, 'good');
    assert.equal(status(crl({ ...old, nextUpdate: null }), { at: day(-30) }).state, 'good');
  });

  it('says nothing of expired ones, unless it says that it keeps them', () => {
    const expired = issue({ notBefore: day(-90), notAfter: day(-10) });
    const asked = { certificate: expired, at: day(-30) };
    isUnknown('stale', status(crl(), asked));
    const since = (when: Date) => crl({ extensions: [expiredCertsOnCrl(when)] });
    isUnknown('stale', status(since(day(-5)), asked));
    assert.equal(status(since(day(-99)), asked).state, 'good');
    const entry = crlEntry(fromHex(new X509Certificate(expired.der).serialNumber), day(-40));
    assert.equal(status(crl({ entries: [entry] }), asked).state, 'revoked');
  });

  it('is refused when it has something critical that is not known, or is a delta', () => {
    const unknown = (critical: boolean) => anyExtension('1.2.3.4', critical, integer(1));
    isUnknown('answer-refused', status(crl({ extensions: [unknown(true)] })));
    assert.equal(status(crl({ extensions: [unknown(false)] })).state, 'good');
    isUnknown('answer-refused', status(crl(listed(unknown(true)))));
    for (const critical of [true, false]) {
      const delta = anyExtension(OID.deltaCrlIndicator, critical, integer(1));
      isUnknown('answer-refused', status(crl({ extensions: [delta] })));
    }
  });

  describe('with a scope (RFC 5280 §5.2.5)', () => {
    const scoped = (...fields: Der[]) =>
      crl({ extensions: [anyExtension(OID.issuingDistributionPoint, true, sequence(...fields))] });
    const point = (address: string) =>
      tagged(0, tagged(0, taggedPrimitive(6, Buffer.from(address))));
    const flag = (number: number) => taggedPrimitive(number, encode(boolean(true)).subarray(2));

    it('counts when the certificate is in it', () => {
      assert.equal(status(scoped()).state, 'good');
      assert.equal(status(scoped(point(CRL_ADDRESS))).state, 'good');
      assert.equal(status(scoped(flag(1))).state, 'good', 'users only, and it is one');
    });

    it('is refused when it may not be, or only in part', () => {
      const refused = [
        [point('http://crl.example/other.crl')],
        [flag(2)],
        [taggedPrimitive(3, [0, 0x80])],
        [flag(4)],
        [flag(5)],
        [taggedPrimitive(6, [])],
      ];
      for (const fields of refused) isUnknown('answer-refused', status(scoped(...fields)));
    });
  });

  it('is refused when it is none, is cut off, goes on, or is too large', () => {
    const right = crl(listed());
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x30, 0x80), right.subarray(1)]) {
      isUnknown('answer-refused', status(bytes));
    }
    for (let length = 0; length < right.length; length++) {
      isUnknown('answer-refused', status(right.subarray(0, length)));
    }
    isUnknown('answer-refused', status(Buffer.concat([right, Uint8Array.of(0)])));
    isUnknown('answer-refused', status(new Uint8Array(LARGEST_CRL + 1)));
  });

  it('never becomes another one by changing a byte', () => {
    const right = crl(listed());
    const expected = status(right);
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const said = status(right.map((byte, i) => (i === at ? byte ^ change : byte)));
        if (said.state !== 'unknown') assert.deepEqual(said, expected);
      }),
      { numRuns: depth(200) },
    );
  });

  it('is found in a list of ten megabytes in a moment', function () {
    this.timeout(20_000);
    const other = encode(crlEntry(Uint8Array.of(1, 2, 3, 4, 5, 6, 7), day(-2), reasonCode(1)));
    const others = raw(Buffer.alloc(other.length * 260_000, other));
    const entries = [others, crlEntry(serial, day(-2), reasonCode(1))];
    const large = crl({ entries });
    assert.ok(large.length > 10_000_000);
    const start = performance.now();
    assert.equal(status(large).state, 'revoked');
    assert.ok(performance.now() - start < 3000);
  });
});
