import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Der } from '../../../src/pki/der.ts';
import { nothing, octets, oid, sequence } from '../../../src/pki/der.ts';
import type { SubIndication } from '../../../src/signature/report/report.ts';
import type { FindingCode } from '../../../src/signature/report/findings.ts';
import { OID } from '../../../src/pki/oids.ts';
import { memorySource } from '../../../src/signature/xml/byteSource.ts';
import type { Parts } from './builtCms.ts';
import { CONTENT, attribute, builtCms, hash, rightAttributes } from './builtCms.ts';
import { CmsBench, cades, codesOf, verdictText } from './cmsBench.ts';

describe('A CMS that is validated', function () {
  this.timeout(20_000);
  let bench: CmsBench;
  let right: readonly [Der, Der, Der, Der];
  before(async () => {
    bench = await CmsBench.start();
    right = rightAttributes(bench.signer);
  });

  for (const algorithm of ['RSA', 'EC']) {
    it(`is passed when all is right, and tells who signed what and when: ${algorithm}`, async () => {
      const key = algorithm === 'RSA' ? bench.signer : bench.ecSigner;
      const document = await bench.validate(cades(key));
      assert.deepEqual([document.kind, document.unreadable, document.findings], ['cms', false, []]);
      const [report] = document.signatures;
      assert.ok(report);
      assert.deepEqual(codesOf(report), []);
      assert.equal(verdictText(report), 'TOTAL_PASSED');
      const { format, level, coreValid, controlTimeFrom, isCounterSignature } = report;
      assert.deepEqual(
        [format, level, coreValid, controlTimeFrom, isCounterSignature],
        ['cades', 'BES', true, 'now', false],
      );
      assert.equal(report.signer?.vkn, '1234567801');
      assert.ok(Math.abs(Date.parse(report.signingTime ?? '') - Date.now()) < 60_000);
      const [reference] = report.references;
      assert.deepEqual(
        [reference?.uri, reference?.type, reference?.valid, reference?.length],
        ['', null, true, CONTENT.length],
      );
      assert.equal(reference?.expectedDigest, reference?.actualDigest);
    });
  }

  it('without its content says so; with it, in whichever pieces, it is passed', async () => {
    const cms = cades(bench.signer, true);
    const missing = await bench.only(cms);
    assert.equal(verdictText(missing), 'INDETERMINATE SIGNED_DATA_NOT_FOUND');
    assert.deepEqual(codesOf(missing), ['SIG-REFERENCE-MISSING']);
    assert.equal(missing.coreValid, false);
    const pieces = {
      ...memorySource(CONTENT),
      *pieces() {
        for (const byte of CONTENT) yield Uint8Array.of(byte);
      },
    };
    assert.equal(verdictText(await bench.only(cms, { detachedContent: pieces })), 'TOTAL_PASSED');
    const other = await bench.only(cms, { detachedContent: memorySource(Buffer.from('x')) });
    assert.equal(verdictText(other), 'TOTAL_FAILED HASH_FAILURE');
    assert.deepEqual(codesOf(other), ['SIG-DIGEST']);
  });

  it('beside a file that is not its content says that nobody signed that file', async () => {
    const beside = await bench.validate(cades(bench.signer), {
      detachedContent: memorySource(Buffer.from('x')),
    });
    assert.deepEqual(codesOf(beside), ['SIG-DOCUMENT-UNSIGNED']);
    const same = await bench.validate(cades(bench.signer), {
      detachedContent: memorySource(CONTENT),
    });
    assert.deepEqual(codesOf(same), []);
  });

  const sha1 = (bytes: Uint8Array) => octets(createHash('sha1').update(bytes).digest());
  const certificateV1 = (certificate: Uint8Array) =>
    attribute(OID.signingCertificate, sequence(sequence(sequence(sha1(certificate)))));
  type Case = readonly [
    what: string,
    parts: () => Parts,
    verdict: `TOTAL_FAILED ${SubIndication}` | `INDETERMINATE ${SubIndication}` | 'TOTAL_PASSED',
    codes: readonly FindingCode[],
    coreValid: boolean,
  ];
  const cases: readonly Case[] = [
    [
      'whose content was changed',
      () => ({ content: Buffer.from('Giriş metnİ') }),
      'TOTAL_FAILED HASH_FAILURE',
      ['SIG-DIGEST'],
      false,
    ],
    [
      'whose value was changed',
      () => ({ changed: (value) => value.with(20, (value[20] ?? 0) ^ 1) }),
      'TOTAL_FAILED SIG_CRYPTO_FAILURE',
      ['SIG-VALUE'],
      false,
    ],
    [
      'without its certificate',
      () => ({ certificates: [] }),
      'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
      ['SIG-CERTIFICATE-MISSING'],
      false,
    ],
    [
      'that names another certificate by its hash',
      () => ({
        attributes: [
          ...right.slice(0, 3),
          attribute(
            OID.signingCertificateV2,
            sequence(sequence(sequence(hash(bench.ecSigner.certificate)))),
          ),
        ],
      }),
      'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
      ['SIG-CERTIFICATE-OTHER'],
      true,
    ],
    [
      'in which nothing but the content is signed',
      () => ({ attributes: null }),
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
      ['SIG-PROPERTY-MISSING'],
      true,
    ],
    [
      'in which no certificate is signed',
      () => ({ attributes: right.slice(0, 3) }),
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
      ['SIG-PROPERTY-MISSING'],
      true,
    ],
    [
      'with SHA-1',
      () => ({
        hash: 'sha1',
        digestAlgorithm: sequence(oid(OID.sha1)),
        signatureAlgorithm: sequence(oid(OID.sha1WithRsa), nothing()),
        attributes: [right[0], attribute(OID.messageDigest, sha1(CONTENT)), right[2], right[3]],
      }),
      'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
      ['SIG-ALGORITHM-WEAK', 'SIG-ALGORITHM-WEAK'],
      true,
    ],
    [
      'with MD5, which is not even computed',
      () => ({ digestAlgorithm: sequence(oid('1.2.840.113549.2.5')) }),
      'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
      ['SIG-ALGORITHM'],
      false,
    ],
    [
      'with a signature algorithm that is unknown',
      () => ({ signatureAlgorithm: sequence(oid('1.2.3.4')) }),
      'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
      ['SIG-ALGORITHM'],
      false,
    ],
    [
      'with HMAC in the place of a signature',
      () => ({ signatureAlgorithm: sequence(oid('1.2.840.113549.2.9')) }),
      'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE',
      ['SIG-ALGORITHM'],
      false,
    ],
    [
      'with two message digests, one of them right',
      () => ({ attributes: [...right, attribute(OID.messageDigest, hash(Buffer.from('x')))] }),
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIG-FORMAT'],
      true,
    ],
    [
      'without a message digest',
      () => ({ attributes: [right[0], right[2], right[3]] }),
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIG-FORMAT'],
      false,
    ],
    [
      'whose attributes tell another type than the content has',
      () => ({ attributes: [attribute(OID.contentType, oid(OID.tstInfo)), ...right.slice(1)] }),
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIG-FORMAT'],
      true,
    ],
    [
      'whose certificate is named by SHA-1, as in former years',
      () => ({ attributes: [...right.slice(0, 3), certificateV1(bench.signer.certificate)] }),
      'TOTAL_PASSED',
      ['SIG-ALGORITHM-WEAK'],
      true,
    ],
    [
      'that names another certificate by SHA-1 beside the right one',
      () => ({ attributes: [...right, certificateV1(bench.ecSigner.certificate)] }),
      'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
      ['SIG-CERTIFICATE-OTHER'],
      true,
    ],
    [
      'that does not say when',
      () => ({ attributes: [right[0], right[1], right[3]] }),
      'TOTAL_PASSED',
      ['SIG-PROPERTY-MISSING'],
      true,
    ],
  ];
  for (const [what, parts, expected, expectedCodes, coreValid] of cases) {
    it(`${what}: ${expected}`, async () => {
      const report = await bench.only(builtCms(bench.signer, parts()));
      assert.deepEqual(codesOf(report), expectedCodes);
      assert.equal(verdictText(report), expected);
      assert.equal(report.coreValid, coreValid);
      assert.equal(report.references.length, 1);
    });
  }

  it('tells nothing that was not verified: neither signer nor time when the value is wrong', async () => {
    const changed = (value: Uint8Array) => value.with(20, (value[20] ?? 0) ^ 1);
    const {
      signer: who,
      signingTime,
      chain,
    } = await bench.only(builtCms(bench.signer, { changed }));
    assert.deepEqual([who, signingTime, chain], [null, null, []]);
  });

  it('is judged by trust: offline, unknown issuers, another time', async () => {
    const offline = await bench.only(cades(bench.signer), {
      around: { ...bench.around(), fetcher: null },
    });
    assert.equal(verdictText(offline), 'INDETERMINATE TRY_LATER');
    const trust = { anchors: [], intermediates: [], crls: [] };
    const alone = await bench.only(cades(bench.signer), { around: { ...bench.around(), trust } });
    assert.equal(verdictText(alone), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    assert.equal(alone.coreValid, true);
    const at = new Date('2040-01-01T00:00:00Z');
    const later = await bench.only(cades(bench.signer), { at });
    assert.equal(verdictText(later), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
    assert.deepEqual([later.controlTime, later.controlTimeFrom], [at.toISOString(), 'asked']);
  });
});
