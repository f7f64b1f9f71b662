import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { isMuhurError } from '../../../src/errors.ts';
import type { Der } from '../../../src/pki/der.ts';
import { nothing, octets, oid, raw, sequence, taggedPrimitive } from '../../../src/pki/der.ts';
import { OID } from '../../../src/pki/oids.ts';
import {
  buildCertificate,
  nameOf,
  testSerialNumber,
} from '../../../src/pki/testAuthority/certificateBuilder.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import type { CmsProblem } from '../../../src/pki/cms/verifyCms.ts';
import { verifyCms } from '../../../src/pki/cms/verifyCms.ts';
import type { Parts } from './builtCms.ts';
import { CONTENT, attribute, builtCms, hash, rightAttributes } from './builtCms.ts';
import type { TestSigner } from './cmsSigner.ts';
import { testSigner } from './cmsSigner.ts';

/** Everything in it is signed properly: only the rule in question is broken. */
describe('A CMS that breaks one rule', function () {
  this.timeout(20_000);
  let signer: TestSigner;
  let right: readonly [Der, Der, Der, Der];
  before(async () => {
    signer = await testSigner('RSA-2048');
    right = rightAttributes(signer);
  });

  const build = (parts: Parts) => builtCms(signer, parts);
  const problemsOf = (parts: Parts) => verifyCms(build(parts)).signers[0]?.problems;

  it('is accepted when it breaks none', () => {
    assert.deepEqual(problemsOf({}), []);
    const keyId = parseX509(signer.certificate).extensions.get(OID.subjectKeyIdentifier);
    assert.deepEqual(
      problemsOf({ signerId: taggedPrimitive(0, keyId?.value.subarray(2) ?? []) }),
      [],
    );
    assert.deepEqual(problemsOf({ signatureAlgorithm: sequence(oid(OID.rsaEncryption)) }), []);
  });

  const cases: readonly (readonly [string, () => Parts, readonly CmsProblem[]])[] = [
    ['without content type', () => ({ attributes: right.slice(1) }), ['content-type']],
    [
      'with the content type of a time stamp in its attributes',
      () => ({ attributes: [attribute(OID.contentType, oid(OID.tstInfo)), ...right.slice(1)] }),
      ['content-type'],
    ],
    ['that is a time stamp', () => ({ contentType: OID.tstInfo }), ['content-type']],
    ['without message digest', () => ({ attributes: [right[0], right[2], right[3]] }), ['digest']],
    [
      'with two message digests, one of them right',
      () => ({ attributes: [...right, attribute(OID.messageDigest, hash(Buffer.from('x')))] }),
      ['ambiguous-attributes'],
    ],
    [
      'with two values of one attribute, the first of them right',
      () => ({
        attributes: [
          right[0],
          right[2],
          attribute(OID.messageDigest, hash(CONTENT), hash(Buffer.from('x'))),
        ],
      }),
      ['ambiguous-attributes'],
    ],
    [
      'with an attribute without value',
      () => ({ attributes: [...right.slice(0, 3), attribute(OID.signingCertificateV2)] }),
      ['ambiguous-attributes'],
    ],
    [
      'that names another certificate than the one it brings',
      () => ({
        attributes: [
          ...right.slice(0, 3),
          attribute(OID.signingCertificateV2, sequence(sequence(sequence(hash(signer.issuer))))),
        ],
      }),
      ['signing-certificate'],
    ],
    [
      'that names its certificate by SHA-1',
      () => ({
        attributes: [
          ...right.slice(0, 3),
          attribute(
            OID.signingCertificateV2,
            sequence(
              sequence(
                sequence(
                  sequence(oid(OID.sha1)),
                  octets(createHash('sha1').update(signer.certificate).digest()),
                ),
              ),
            ),
          ),
        ],
      }),
      ['signing-certificate'],
    ],
    [
      'with SHA-1',
      () => ({ digestAlgorithm: sequence(oid(OID.sha1)) }),
      ['digest-algorithm', 'signature-algorithm'],
    ],
    [
      'with MD5',
      () => ({ digestAlgorithm: sequence(oid('1.2.840.113549.2.5')) }),
      ['digest-algorithm', 'signature-algorithm'],
    ],
    [
      'whose signature algorithm names another hash function',
      () => ({ signatureAlgorithm: sequence(oid(OID.sha384WithRsa), nothing()) }),
      ['signature-algorithm'],
    ],
    [
      'whose signature algorithm is of another kind of key',
      () => ({ signatureAlgorithm: sequence(oid(OID.ecdsaWithSha256)) }),
      ['signature-algorithm'],
    ],
    [
      'with RSA-PSS, which nobody uses here',
      () => ({ signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.10'), sequence()) }),
      ['signature-algorithm'],
    ],
    [
      'without certificates',
      () => ({ certificates: [] }),
      ['certificate-missing', 'signing-certificate'],
    ],
    [
      'with certificates of others only',
      () => ({ certificates: [signer.issuer, signer.root] }),
      ['certificate-missing', 'signing-certificate'],
    ],
  ];
  for (const [what, parts, problems] of cases) {
    it(`${what}: ${problems.join(', ')}`, () => {
      assert.deepEqual(problemsOf(parts()), problems);
    });
  }

  it('with a certificate of the same name and number, but another key: the signed hash decides', () => {
    const { issuerDer, serialNumber } = parseX509(signer.certificate);
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const forged = buildCertificate(
      {
        serialNumber: serialNumber.subarray(2),
        issuer: raw(issuerDer),
        subject: nameOf([['CN', 'Somebody']]),
        notBefore: new Date(),
        notAfter: new Date(),
        publicKey,
        extensions: [],
      },
      privateKey,
    );
    assert.deepEqual(problemsOf({ certificates: [forged, signer.certificate] }), []);
    assert.deepEqual(problemsOf({ certificates: [forged] }), [
      'signing-certificate',
      'signature-algorithm',
    ]);
  });

  it('with a key that is too short, or has a small exponent', () => {
    for (const [modulusLength, publicExponent] of [
      [1024, 65537],
      [2048, 3],
    ] as const) {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', {
        modulusLength,
        publicExponent,
      });
      const certificate = buildCertificate(
        {
          serialNumber: testSerialNumber(),
          issuer: nameOf([['CN', 'Weak']]),
          subject: nameOf([['CN', 'Weak']]),
          notBefore: new Date(),
          notAfter: new Date(),
          publicKey,
          extensions: [],
        },
        privateKey,
      );
      const what = { content: CONTENT, detached: false };
      assert.throws(() => prepareCms({ certificate, what }), malformed('sign/certificate'));
      const { issuerDer, serialNumber } = parseX509(certificate);
      const signerId = sequence(raw(issuerDer), raw(serialNumber));
      const attributes = right.slice(0, 3);
      const problems = problemsOf({ certificates: [certificate], signerId, attributes });
      assert.deepEqual(problems, ['key']);
    }
  });

  it('with more signers than allowed, or none, is refused as a whole', () => {
    assert.throws(() => verifyCms(build({ signers: 2 })), malformed());
    assert.throws(() => verifyCms(build({ signers: 0 })), malformed());
    const two = verifyCms(build({ signers: 2 }), { maxSigners: 2 });
    assert.deepEqual(
      two.signers.map(({ problems }) => problems),
      [[], []],
    );
  });

  it('with endless certificates or attributes is refused as a whole', () => {
    const certificates = Array<Uint8Array>(33).fill(signer.certificate);
    assert.throws(() => verifyCms(build({ certificates })), malformed());
    const attributes = Array.from({ length: 65 }, (_, i) => attribute(`1.2.3.${i}`, nothing()));
    assert.throws(() => verifyCms(build({ attributes })), malformed());
  });
});

function malformed(code: 'cms/malformed' | 'sign/certificate' = 'cms/malformed') {
  return (error: unknown) => isMuhurError(error, code);
}
