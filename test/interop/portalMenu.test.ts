import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as menu from '../../src/portal/contract/menu.ts';
import { SignedIn, newSignedIn } from '../unit/portal/support/signedIn.ts';
import { testSimulator } from '../unit/portal/support/testSimulator.ts';
import { needsOpenssl, openssl } from './openssl.ts';

describe('What the portal’s menu does, as openssl sees it over HTTP', () => {
  const portal = testSimulator();
  let folder: string;

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-menu-'));
    for (const name of ['root', 'seal', 'qualified']) {
      const der = await fetched(`/ca/${name}.crt`);
      await writeFile(join(folder, `${name}.pem`), new X509Certificate(der).toString());
    }
  });

  afterEach(() => {
    portal.simulator.clock.reset();
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function fetched(path: string): Promise<Buffer> {
    const response = await fetch(portal.ready.baseUrl + path);
    assert.equal(response.status, 200);
    return Buffer.from(await response.arrayBuffer());
  }

  /** A seal as it is delivered, and the menu for its signing certificate. */
  async function newSeal(scenario: 'delivered' | 'active' = 'delivered') {
    const { organisation } = await newSignedIn(portal, { scenario });
    const session = () => new SignedIn(portal, organisation.vkn);
    const { certificates } = await session().call(menu.listCertificates, {});
    const sign = certificates.find(({ purpose }) => purpose === 'signing');
    const encrypt = certificates.find(({ purpose }) => purpose === 'encryption');
    assert.ok(sign && encrypt);
    for (const [name, { certificate }] of Object.entries({ sign, encrypt })) {
      const pem = new X509Certificate(Buffer.from(certificate, 'base64')).toString();
      await writeFile(join(folder, `${name}.pem`), pem);
    }
    const { serialNumber } = sign;
    const params = { serialNumber };
    const body = { reason: 'keyCompromise', confirmedSerialNumber: serialNumber } as const;
    return {
      sign,
      activate: () => session().call(menu.activateCertificate, { params }),
      suspend: () => session().call(menu.suspendCertificate, { params }),
      revoke: () => session().call(menu.revokeCertificate, { params, body }),
    };
  }

  /** What OCSP says, its signature checked up to the root. */
  async function ocsp(name = 'sign'): Promise<string> {
    const now = Math.floor(portal.simulator.clock.now().getTime() / 1000);
    const { text } = await openssl(
      folder,
      ...['ocsp', '-url', portal.ready.ocspUrl, '-CAfile', 'root.pem', '-attime', String(now)],
      // Where a test moved the clock, it is not openssl's.
      ...['-issuer', 'seal.pem', '-cert', `${name}.pem`, '-validity_period', '1000000000'],
    );
    assert.match(text, /Response verify OK/);
    return text;
  }

  /** A time stamp of now is right up to the root, whatever becomes of seals. */
  async function demandTimeStamp(): Promise<void> {
    const now = portal.simulator.clock.now();
    const query = ['ts', '-query', '-data', 'sign.pem', '-sha256', '-cert', '-out', 'query'];
    assert.equal((await openssl(folder, ...query)).code, 0);
    const response = await fetch(portal.ready.tsaUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: await readFile(join(folder, 'query')),
    });
    await writeFile(join(folder, 'reply'), Buffer.from(await response.arrayBuffer()));
    const { text } = await openssl(folder, 'ts', '-reply', '-in', 'reply', '-text');
    const [, stamped = ''] = /Time stamp: (.*)/.exec(text) ?? [];
    assert.ok(Math.abs(Date.parse(stamped) - now.getTime()) < 10_000, text);
    const verified = await openssl(
      folder,
      ...['ts', '-verify', '-in', 'reply', '-queryfile', 'query', '-CAfile', 'root.pem'],
      ...['-untrusted', 'qualified.pem', '-attime', String(Math.floor(now.getTime() / 1000))],
    );
    assert.equal(verified.code, 0, verified.text);
  }

  /** Does the CRL of now let the certificate pass? */
  async function passesCrl(name = 'sign'): Promise<boolean> {
    const now = Math.floor(portal.simulator.clock.now().getTime() / 1000);
    await writeFile(join(folder, 'seal.crl'), await fetched('/crl/seal.crl'));
    const crl = ['crl', '-inform', 'DER', '-in', 'seal.crl', '-out', 'seal.crl.pem'];
    assert.equal((await openssl(folder, ...crl)).code, 0);
    const { code, text } = await openssl(
      folder,
      ...['verify', '-crl_check', '-x509_strict', '-attime', String(now), '-CAfile', 'root.pem'],
      ...['-untrusted', 'seal.pem', '-CRLfile', 'seal.crl.pem', `${name}.pem`],
    );
    if (code !== 0) assert.match(text, /certificate revoked|certificate has expired/);
    return code === 0;
  }

  for (const days of [0, 200]) {
    it(`Kullanıma Aç, Askıya Al and Sertifikamı İptal Et show at once, ${days} days on`, async () => {
      const { activate, suspend, revoke, sign } = await newSeal();
      const time = new Date(Date.parse(sign.notBefore) + days * 86_400_000 + 60_000);
      if (days > 0) portal.simulator.clock.set(time, true);
      assert.match(await ocsp(), /: revoked[^]*certificateHold/);
      assert.equal(await passesCrl(), false);
      await demandTimeStamp();
      for (let i = 0; i < 2; i++) {
        await activate();
        assert.match(await ocsp(), /sign.pem: good/);
        assert.match(await ocsp('encrypt'), /: revoked[^]*certificateHold/);
        assert.equal(await passesCrl(), true);
        assert.equal(await passesCrl('encrypt'), false);
        await demandTimeStamp();
        await suspend();
        assert.match(await ocsp(), /: revoked[^]*certificateHold/);
        assert.equal(await passesCrl(), false);
        await demandTimeStamp();
      }
      await activate();
      const { since } = await revoke();
      const status = await ocsp();
      assert.match(status, /: revoked[^]*keyCompromise/);
      const [, printed = ''] = /Revocation Time: (.*)/.exec(status) ?? [];
      assert.equal(Date.parse(printed), Math.floor(Date.parse(since) / 1000) * 1000);
      assert.equal(await passesCrl(), false);
      await demandTimeStamp();
    });
  }

  it('an expired certificate keeps the status it had', async () => {
    for (const [scenario, expected] of [
      ['active', /sign.pem: good/],
      ['delivered', /: revoked[^]*certificateHold/],
    ] as const) {
      const { sign } = await newSeal(scenario);
      portal.simulator.clock.set(new Date(Date.parse(sign.notAfter) + 86_400_000), true);
      assert.match(await ocsp(), expected);
      assert.equal(await passesCrl(), false);
      portal.simulator.clock.reset();
    }
  });

  for (const days of [0, 200]) {
    it(`what a renewal delivers verifies, and is on hold, ${days} days on`, async () => {
      const { organisation, seal } = await newSignedIn(portal, { scenario: 'revoked' });
      if (days > 0) portal.simulator.clock.set(new Date(Date.now() + days * 86_400_000), true);
      const session = new SignedIn(portal, organisation.vkn);
      const params = { cardSerial: seal.serial };
      const { fee } = await session.call(menu.readRenewalOffer, { params });
      const body = { acceptedFee: fee };
      const { certificates } = await session.call(menu.renewCard, { params, body });
      assert.equal(certificates.length, 2);
      for (const { certificate, serialNumber } of certificates) {
        const pem = new X509Certificate(Buffer.from(certificate, 'base64'));
        assert.match(pem.subject, new RegExp(organisation.vkn));
        await writeFile(join(folder, 'sign.pem'), pem.toString());
        assert.match(await ocsp(), /: revoked[^]*certificateHold/);
        assert.equal(await passesCrl(), false);
        await session.call(menu.activateCertificate, { params: { serialNumber } });
        assert.match(await ocsp(), /: good/);
        assert.equal(await passesCrl(), true);
      }
      await demandTimeStamp();
    });
  }
});
