import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import type { TestPki, Validity } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import { clientAuthProfile } from './signerProfiles.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import type {
  CertificateWish,
  OfferedCertificate,
} from '../../../src/signature/signers/chooseCertificate.ts';
import {
  chooseCertificate,
  judgeCertificates,
} from '../../../src/signature/signers/chooseCertificate.ts';

const AT = new Date('2026-06-15T12:00:00Z');
const VALID = { notBefore: new Date('2025-01-01'), notAfter: new Date('2028-01-01') };
const LONGER = { notBefore: new Date('2026-01-01'), notAfter: new Date('2029-01-01') };
const OVER = { notBefore: new Date('2022-01-01'), notAfter: new Date('2025-01-01') };
const COMING = { notBefore: new Date('2027-01-01'), notAfter: new Date('2030-01-01') };

const [VKN, OTHER_VKN] = ['1234567801', '1234567819'];
const SEAL = sealSigningProfile(VKN, 'Anka');

describe('The certificate to sign with', function () {
  this.timeout(20_000);
  let pki: TestPki;
  let keys: KeyPair;
  before(async () => {
    pki = await createTestPki(ISSUER_NAMES.seal, { now: new Date('2021-01-01') });
    keys = await generateKeyPair('EC-P384');
  });

  const offer = (
    id: string,
    profile: LeafProfile,
    validity: Validity = VALID,
    hasKey = true,
  ): OfferedCertificate => {
    return { id, der: issueCertificate(pki.issuer, profile, keys.publicKey, { validity }), hasKey };
  };
  const chosen = (offered: readonly OfferedCertificate[], wish: Partial<CertificateWish> = {}) =>
    chooseCertificate(offered, { at: AT, ...wish });
  const refuses = (
    offered: readonly OfferedCertificate[],
    code: ErrorCode,
    wish: Partial<CertificateWish> = {},
  ) => {
    assert.throws(
      () => chosen(offered, wish),
      (error) => isMuhurError(error, code),
    );
  };
  const serialOf = ({ der }: OfferedCertificate) => describeCertificate(der).serialNumber;

  it('is the seal before a qualified one, wherever it lies, and never the encryption one', () => {
    const offered = [
      offer('encryption', sealEncryptionProfile(VKN, 'Anka'), LONGER),
      offer('person', qualifiedProfile('10000000146', 'Ayşe'), LONGER),
      offer('seal', SEAL),
    ];
    assert.deepEqual(
      judgeCertificates(offered, { at: AT }).map(({ offered: { id } }) => id),
      ['seal', 'person', 'encryption'],
    );
    assert.equal(chosen(offered).offered.id, 'seal');
    assert.equal(chosen(offered.slice(0, 2)).offered.id, 'person');
  });

  it('is the one that is valid now and lasts longest', () => {
    const offered = [
      offer('over', SEAL, OVER),
      offer('coming', SEAL, COMING),
      offer('valid', SEAL, VALID),
      offer('longer', SEAL, LONGER),
    ];
    assert.equal(chosen(offered).offered.id, 'longer');
  });

  it('is the one whose number the document names; that of another may sign all the same', () => {
    const offered = [
      offer('own', SEAL, LONGER),
      offer('other', sealSigningProfile(OTHER_VKN, 'B')),
    ];
    const wanted = chosen(offered, { taxNumber: OTHER_VKN });
    assert.deepEqual([wanted.offered.id, wanted.isWanted], ['other', true]);
    const only = chosen(offered.slice(0, 1), { taxNumber: OTHER_VKN });
    assert.deepEqual([only.isWanted, only.refusal], [false, null]);
    assert.equal(chosen(offered).isWanted, null);
  });

  it('is exactly the one that is named, in whichever form the number is written', () => {
    const offered = [offer('seal', SEAL, LONGER), offer('second', SEAL)];
    const number = serialOf(offered[1] as OfferedCertificate);
    const inPairs = number.replace(/..(?=.)/g, '$&:');
    for (const serialNumber of [number, number.toLowerCase(), inPairs, `00${number}`]) {
      assert.equal(chosen(offered, { serialNumber }).offered.id, 'second');
    }
    refuses(offered, 'sign/certificate-not-found', { serialNumber: '7E57' });
    refuses(offered, 'sign/certificate-not-found', { serialNumber: '' });
  });

  const wrong: readonly (readonly [string, () => OfferedCertificate, ErrorCode])[] = [
    [
      'for encryption',
      () => offer('x', sealEncryptionProfile(VKN, 'Anka')),
      'sign/encryption-certificate',
    ],
    ['for something else', () => offer('x', clientAuthProfile('Anka')), 'sign/purpose'],
    ['that expired', () => offer('x', SEAL, OVER), 'sign/expired'],
    ['that is not valid yet', () => offer('x', SEAL, COMING), 'sign/not-yet-valid'],
    ['without its key', () => offer('x', SEAL, VALID, false), 'sign/no-key'],
    [
      'that cannot be read',
      () => ({ id: 'x', der: new Uint8Array(9), hasKey: true }),
      'sign/certificate',
    ],
  ];
  for (const [what, make, code] of wrong) {
    it(`is never one ${what}, alone or named: ${code}`, () => {
      const bad = make();
      refuses([bad], code);
      const right = offer('right', SEAL);
      assert.equal(chosen([bad, right]).offered.id, 'right');
      if (code === 'sign/certificate') return;
      refuses([bad, right], code, { serialNumber: serialOf(bad) });
    });
  }

  it('is none where there is none', () => {
    refuses([], 'sign/no-certificate');
  });
});
