import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import { openAuthority } from '../../../src/portal/simulator/authority/openAuthority.ts';
import { caBundlePem } from '../../../src/portal/simulator/authority/trustPack.ts';
import type { StoredAuthority } from '../../../src/portal/simulator/authority/types.ts';
import type { TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

describe('The certificates of the portal’s authority', () => {
  let pki: TestAuthority;
  let own: Uint8Array[];

  before(async () => {
    pki = await newTestAuthority('http://127.0.0.1:4321');
    const { issuers, responders, timeStamping } = pki.stored;
    own = [...Object.values(issuers), ...Object.values(responders), timeStamping].map(
      ({ certificate }) => Buffer.from(certificate, 'base64'),
    );
  });

  it('are all marked as test, by name and by serial number', () => {
    assert.equal(own.length, 6);
    for (const der of own) {
      const { serialNumber, subject, issuer } = describeCertificate(der);
      assert.match(serialNumber, /^7E57[0-9A-F]{10}$/);
      assert.match(subject, /TEST/);
      assert.match(issuer, /TEST/);
    }
  });

  it('have the algorithms of Sürüm 3, and RSA where clients are to meet both', () => {
    const { issuers, responders, timeStamping } = pki.stored;
    const algorithm = (stored: { certificate: string }) =>
      describeCertificate(Buffer.from(stored.certificate, 'base64')).keyAlgorithm;
    for (const issuer of Object.values(issuers)) assert.equal(algorithm(issuer), 'EC-P384');
    assert.equal(algorithm(responders.seal), 'RSA-2048');
    assert.equal(algorithm(responders.qualified), 'EC-P384');
    assert.equal(algorithm(timeStamping), 'RSA-2048');
  });

  it('are below the root and inside its validity', () => {
    const root = new X509Certificate(pki.authority.certificates.root);
    for (const id of ['seal', 'qualified'] as const) {
      const issuer = new X509Certificate(pki.authority.certificates[id]);
      assert.ok(issuer.checkIssued(root) && issuer.verify(root.publicKey));
      assert.ok(new Date(issuer.validFrom) > new Date(root.validFrom));
      assert.ok(new Date(issuer.validTo) < new Date(root.validTo));
    }
  });

  it('say where status and issuer are found, each issuer at its own place', async () => {
    for (const issuer of ['seal', 'qualified'] as const) {
      const { certificate } = await pki.issue(issuer);
      assert.equal(
        certificate.infoAccess,
        `OCSP - URI:http://127.0.0.1:4321/ocsp\nCA Issuers - URI:http://127.0.0.1:4321/ca/${issuer}.crt`,
      );
      const text = Buffer.from(certificate.raw).toString('latin1');
      assert.ok(text.includes(`http://127.0.0.1:4321/crl/${issuer}.crl`));
    }
    const { infoAccess } = new X509Certificate(pki.authority.certificates.seal);
    assert.match(infoAccess ?? '', /\/ca\/root\.crt/);
  });

  it('come back from a store as they were', () => {
    const stored = JSON.parse(JSON.stringify(pki.stored)) as StoredAuthority;
    const again = openAuthority(stored, pki.statuses);
    assert.deepEqual(again.certificates, pki.authority.certificates);
    assert.equal(again.baseUrl, 'http://127.0.0.1:4321');
  });

  it('are a bundle for programs that take PEM', () => {
    const pem = caBundlePem(pki.authority).match(/-----BEGIN[^]*?END CERTIFICATE-----/g) ?? [];
    assert.deepEqual(
      pem.map((one) => new Uint8Array(new X509Certificate(one).raw)),
      Object.values(pki.authority.certificates),
    );
  });
});
