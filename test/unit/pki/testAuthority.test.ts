import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import type { StatusAddresses, TestPki } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import {
  randomTestOrganisation,
  randomTestPerson,
} from '../../../src/pki/testAuthority/testSubjects.ts';
import { isValidTckn, isValidVkn } from '../../../src/pki/taxNumbers.ts';
import { skip } from '../../support.ts';

describe('The test authority, as openssl sees it', () => {
  let folder: string;
  let pki: TestPki;
  let keys: KeyPair;

  before(async function () {
    try {
      execFileSync('openssl', ['version']);
    } catch {
      skip(this, 'openssl is not installed');
    }
    folder = mkdtempSync(join(tmpdir(), 'muhur-unit-'));
    keys = await generateKeyPair('RSA-2048');
    pki = await createTestPki(ISSUER_NAMES.seal);
    save('root', pki.root.certificate);
    save('issuer', pki.issuer.certificate);
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  function save(name: string, der: Uint8Array): string {
    const path = join(folder, `${name}.pem`);
    writeFileSync(path, new X509Certificate(der).toString());
    return path;
  }

  function issue(profile: LeafProfile, addresses: StatusAddresses = {}): string {
    return save('leaf', issueCertificate(pki.issuer, profile, keys.publicKey, { addresses }));
  }

  /** Without the white space that openssl arranges its text with. */
  const text = (path: string) =>
    execFileSync(
      'openssl',
      ['x509', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus', '-in', path],
      {
        encoding: 'utf8',
      },
    ).replace(/\s+/g, ' ');

  const has = (whole: string, ...parts: string[]) => {
    for (const part of parts) assert.ok(whole.includes(part), `“${part}” is missing in ${whole}`);
  };
  const lacks = (whole: string, ...parts: string[]) => {
    for (const part of parts) assert.ok(!whole.includes(part), `“${part}” is in ${whole}`);
  };

  it('issues a chain that verifies strictly', () => {
    const leaf = issue(sealSigningProfile('1234567890', 'Test'));
    const chain = ['-CAfile', join(folder, 'root.pem'), '-untrusted', join(folder, 'issuer.pem')];
    const output = execFileSync('openssl', ['verify', '-x509_strict', ...chain, leaf], {
      encoding: 'utf8',
    });
    assert.match(output, /: OK/);
  });

  it('signs as Kamu SM’s Sürüm 3 does, over RSA keys too', () => {
    const leaf = text(issue(sealSigningProfile('1234567890', 'Test')));
    has(
      leaf,
      'Signature Algorithm: ecdsa-with-SHA384',
      'Public-Key: (2048 bit)',
      'Exponent: 65537',
    );
    has(text(join(folder, 'issuer.pem')), 'CA:TRUE, pathlen:0', 'ASN1 OID: secp384r1');
    has(text(join(folder, 'root.pem')), 'CA:TRUE', 'Digital Signature, Certificate Sign, CRL Sign');
  });

  it('gives the signature certificate of a mali mühür its profile', () => {
    const leaf = text(issue(sealSigningProfile('1234567890', 'Test Kurum Şirketi')));
    has(
      leaf,
      'Subject: serialNumber=1234567890,CN=Test Kurum Şirketi Subject',
      'X509v3 Key Usage: critical Digital Signature X509v3',
      'X509v3 Extended Key Usage: 2.16.792.1.2.1.1.5.7.50.1',
      'Policy: 2.16.792.1.2.1.1.5.7.4.1',
      'X509v3 Basic Constraints: critical CA:FALSE',
      'X509v3 Authority Key Identifier',
      'X509v3 Subject Key Identifier',
    );
    lacks(leaf, 'Non Repudiation', 'qcStatements', 'CRL Distribution', 'Authority Information');
  });

  it('gives the encryption certificate of a mali mühür its profile', () => {
    const leaf = text(issue(sealEncryptionProfile('1234567890', 'Test')));
    has(
      leaf,
      'X509v3 Key Usage: critical Key Encipherment, Key Agreement X509v3',
      'X509v3 Extended Key Usage: TLS Web Client Authentication',
    );
    lacks(leaf, 'Digital Signature', '.50.1');
  });

  it('gives a qualified certificate its statements, policy and non-repudiation', () => {
    const leaf = text(issue(qualifiedProfile('10000000146', 'Test İmza Sahibi')));
    has(
      leaf,
      'Subject: C=TR,serialNumber=10000000146,CN=Test İmza Sahibi',
      'X509v3 Key Usage: critical Digital Signature, Non Repudiation X509v3',
      'Policy: 2.16.792.1.61.0.1.5070.1.1',
      'qcStatements',
    );
    lacks(leaf, '.50.1');
  });

  it('writes addresses for status and issuer only when it is given some', () => {
    const addresses = {
      crl: 'http://127.0.0.1:1/a.crl',
      ocsp: 'http://127.0.0.1:1/ocsp',
      caIssuers: 'http://127.0.0.1:1/a.crt',
    };
    has(
      text(issue(sealSigningProfile('1234567890', 'Test'), addresses)),
      'URI:http://127.0.0.1:1/a.crl',
      'OCSP - URI:http://127.0.0.1:1/ocsp',
      'CA Issuers - URI:http://127.0.0.1:1/a.crt',
    );
  });

  it('can be all RSA, as Sürüm 2 is, and issue for EC keys', async () => {
    const rsa = await createTestPki(ISSUER_NAMES.seal, { algorithm: 'RSA-2048' });
    const { publicKey } = await generateKeyPair('EC-P384');
    const profile = sealSigningProfile('1234567890', 'Test');
    const leaf = new X509Certificate(issueCertificate(rsa.issuer, profile, publicKey));
    assert.ok(leaf.verify(rsa.issuer.publicKey));
    assert.equal(describeCertificate(leaf.raw).keyAlgorithm, 'EC-P384');
    assert.equal(describeCertificate(rsa.root.certificate).keyAlgorithm, 'RSA-2048');
  });

  it('marks every certificate as a test, by name and by serial number', () => {
    const leaf = issueCertificate(pki.issuer, sealSigningProfile('1', 'A'), keys.publicKey);
    for (const der of [leaf, pki.issuer.certificate, pki.root.certificate]) {
      const { serialNumber, issuer, isTest } = describeCertificate(der);
      assert.match(serialNumber, /^7E57[0-9A-F]{10}$/);
      assert.match(issuer, /TEST/);
      assert.ok(isTest);
    }
  });

  it('makes up owners whose numbers have right check digits', () => {
    for (let i = 0; i < 50; i++) {
      const { vkn, tradeName } = randomTestOrganisation();
      assert.ok(isValidVkn(vkn) && vkn.startsWith('12345') && tradeName.includes('(TEST)'));
      const { tckn, name } = randomTestPerson();
      assert.ok(isValidTckn(tckn) && tckn.startsWith('11111') && name.includes('(TEST)'));
    }
  });
});
