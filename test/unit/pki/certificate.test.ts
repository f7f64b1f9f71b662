import assert from 'node:assert/strict';
import { X509Certificate, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isMuhurError } from '../../../src/errors.ts';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import type { TestPki } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import type { NameAttribute } from '../../../src/pki/testAuthority/certificateBuilder.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import { depth } from '../../depth.ts';

const runs = depth(200);
const NAME = 'Test Kurum İç ve Dış Ticaret Anonim Şirketi Ğğ Üü Öö Çç ıI, "Şube" + <1> (TEST)';

describe('What a certificate says', () => {
  let pki: TestPki;
  let issue: (profile: LeafProfile) => Uint8Array;

  before(async () => {
    pki = await createTestPki(ISSUER_NAMES.seal);
    const { publicKey } = await generateKeyPair('EC-P384');
    issue = (profile) => issueCertificate(pki.issuer, profile, publicKey);
  });

  it('is read as node:crypto and openssl read it', () => {
    const der = issue(sealSigningProfile('1234567890', NAME));
    const theirs = new X509Certificate(der);
    const ours = describeCertificate(der);
    assert.equal(ours.serialNumber, theirs.serialNumber);
    assert.equal(ours.fingerprintSha256, theirs.fingerprint256.replaceAll(':', ''));
    assert.equal(ours.notBefore.getTime(), new Date(theirs.validFrom).getTime());
    assert.equal(ours.notAfter.getTime(), new Date(theirs.validTo).getTime());
    assert.equal(ours.keyAlgorithm, 'EC-P384');
    assert.equal(
      ours.issuer,
      'CN=Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - TEST,O=Mali Mühür Eklentisi (TEST),C=TR',
    );
  });

  it('keeps Turkish letters and names beyond 64 characters', () => {
    assert.ok(NAME.length > 64);
    assert.equal(
      describeCertificate(issue(sealSigningProfile('1234567890', NAME))).commonName,
      NAME,
    );
  });

  it('tells an organisation’s ten digits from a person’s eleven', () => {
    const number = (text: string) => {
      const { vkn, tckn } = describeCertificate(issue(sealSigningProfile(text, 'Test')));
      return [vkn, tckn];
    };
    assert.deepEqual(number('1234567890'), ['1234567890', null]);
    assert.deepEqual(number('10000000146'), [null, '10000000146']);
    assert.deepEqual(number('123'), [null, null]);
  });

  it('tells the signature certificate, the encryption certificate and the qualified one apart', () => {
    const purpose = (profile: LeafProfile) => describeCertificate(issue(profile)).purpose;
    assert.equal(purpose(sealSigningProfile('1234567890', NAME)), 'signing');
    assert.equal(purpose(sealEncryptionProfile('1234567890', NAME)), 'encryption');
    assert.equal(purpose(qualifiedProfile('10000000146', NAME)), 'qualified');
    assert.equal(purpose({ subject: [['CN', NAME]], extensions: [] }), 'other');
    assert.equal(describeCertificate(pki.root.certificate).purpose, 'other');
  });

  it('says "test" when owner or issuer do, and only then', async () => {
    const real: readonly NameAttribute[] = [['CN', 'Kurumsal']];
    const { issuer } = await createTestPki(real);
    const isTest = (number: string, name: string) =>
      describeCertificate(
        issueCertificate(issuer, sealSigningProfile(number, name), issuer.publicKey),
      ).isTest;
    assert.ok(!isTest('3900383669', 'Testere Sanayi A.Ş.'));
    assert.ok(isTest('3900383669', 'Test Kurum 1'));
    assert.ok(isTest('3900383669', 'Kurum (TEST)'));
    assert.ok(isTest('1234567801', 'Kurum'));
    assert.ok(describeCertificate(issue(sealSigningProfile('3900383669', 'Kurum'))).isTest);
  });

  it('escapes what has a meaning in the text of a name (RFC 4514 §2.4)', () => {
    const { subject } = describeCertificate(issue(sealSigningProfile('1', String.raw`#a, "b"\+ `)));
    assert.equal(subject, String.raw`CN=\#a\, \"b\"\\\+\ ,SERIALNUMBER=1`);
  });

  it('is not disturbed by what a card file holds after the certificate', () => {
    const der = issue(sealSigningProfile('1234567890', NAME));
    const padded = Buffer.concat([der, Buffer.alloc(100)]);
    assert.deepEqual(describeCertificate(padded), describeCertificate(der));
  });
});

describe('Hostile bytes in place of a certificate', () => {
  const refused = (bytes: Uint8Array) => {
    try {
      describeCertificate(bytes);
    } catch (error) {
      assert.ok(isMuhurError(error, 'card/malformed'), String(error));
    }
  };

  it('are described or refused as malformed, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), refused), { numRuns: runs });
  });

  it('are so too when they are a certificate with a few bytes changed', async () => {
    const { root } = await createTestPki([['CN', randomUUID()]]);
    const changes = fc.array(fc.tuple(fc.nat(root.certificate.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = Uint8Array.from(root.certificate);
        for (const [at, value] of list) bytes[at] = value;
        refused(bytes);
      }),
      { numRuns: runs },
    );
  });

  it('are so too when they nest without end, or claim to be larger than they are', () => {
    for (const pattern of ['3080', '3083FFFFFF', '30', 'A0', '2480', '3084FFFFFFFF']) {
      const bytes = Buffer.from(pattern.repeat(0xffff), 'hex').subarray(0, 0xffff);
      refused(bytes);
      assert.throws(() => describeCertificate(bytes));
    }
    assert.throws(() => describeCertificate(new Uint8Array(0x10001).fill(0x30)));
  });
});

describe('The certificates of the samples', () => {
  const folder = process.env['MUHUR_SAMPLES'];

  (folder === undefined ? it.skip : it)('are all read (MUHUR_SAMPLES)', () => {
    const samples = folder ?? '';
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' });
    const certificates = files.filter((file) => /\.(crt|cer|der)$/.test(file));
    assert.ok(certificates.length > 0);
    for (const file of certificates) {
      const theirs = new X509Certificate(readFileSync(join(samples, file)));
      const ours = describeCertificate(theirs.raw);
      assert.equal(ours.serialNumber, theirs.serialNumber, file);
      assert.equal(ours.notAfter.getTime(), new Date(theirs.validTo).getTime(), file);
    }
  });
});
