import assert from 'node:assert/strict';
import type { Der } from '../../../src/pki/der.ts';
import { encode, nothing, oid, raw, sequence, setOf } from '../../../src/pki/der.ts';
import { OID } from '../../../src/pki/oids.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import { validateDocument } from '../../../src/signature/validate.ts';
import { memorySource } from '../../../src/signature/xml/byteSource.ts';
import { depth } from '../../depth.ts';
import { seededRandom } from '../../rig/random.ts';
import { CONTENT, attribute, builtCms, builtSigner, hash, rightAttributes } from './builtCms.ts';
import { CmsBench, cades, codesOf, verdictText } from './cmsBench.ts';
import { signPrepared } from './cmsSigner.ts';

describe('A CMS with more than one plain signature', function () {
  this.timeout(20_000);
  let bench: CmsBench;
  let right: readonly [Der, Der, Der, Der];
  before(async () => {
    bench = await CmsBench.start();
    right = rightAttributes(bench.signer);
  });

  it('names policy and level by the parts that are there, and what was not checked', async () => {
    const policy = attribute(OID.signaturePolicy, sequence(oid('2.16.792.1.61.0.1.5070.3.1.1')));
    const epes = await bench.only(builtCms(bench.signer, { attributes: [...right, policy] }));
    assert.deepEqual([epes.level, codesOf(epes)], ['EPES', ['SIG-POLICY']]);
    const parts = [
      ['1.2.840.113549.1.9.16.2.21', 'C'],
      ['1.2.840.113549.1.9.16.2.25', 'X'],
      ['1.2.840.113549.1.9.16.2.24', 'LT'],
      ['0.4.0.1733.2.4', 'A'],
    ] as const;
    const unsigned: Der[] = [];
    for (const [type, level] of parts) {
      unsigned.push(attribute(type, nothing()));
      const report = await bench.only(builtCms(bench.signer, { unsigned }));
      assert.equal(report.level, level);
      assert.equal(verdictText(report), 'TOTAL_PASSED');
      assert.equal(codesOf(report).length, unsigned.length);
    }
  });

  it('has a row for each bench.signer, each with its own verdict', async () => {
    const { signatures } = await bench.validate(builtCms(bench.signer, { signers: 3 }));
    assert.deepEqual(signatures.map(verdictText), ['TOTAL_PASSED', 'TOTAL_PASSED', 'TOTAL_PASSED']);
    const most = await bench.validate(builtCms(bench.signer, { signers: 33 }));
    assert.deepEqual(most.signatures.map(verdictText), ['TOTAL_FAILED FORMAT_FAILURE']);
  });

  describe('with a counter-signature', () => {
    /** Over the value of the signature that it stands in, unless a test says otherwise. */
    const countersigned = (over?: Uint8Array, ...more: Der[]) => {
      let value: Uint8Array = new Uint8Array();
      const changed = (signature: Uint8Array) => (value = signature);
      builtCms(bench.signer, { changed });
      const content = over ?? value;
      const attributes = [attribute(OID.messageDigest, hash(content)), right[2], right[3]];
      const counter = builtSigner(bench.signer, { attributes, unsigned: more });
      return { unsigned: [attribute(OID.counterSignature, counter)], counter };
    };

    it('has a row for it after the one it signs', async () => {
      const { signatures } = await bench.validate(builtCms(bench.signer, countersigned()));
      assert.deepEqual(
        signatures.map(({ isCounterSignature }) => isCounterSignature),
        [false, true],
      );
      assert.deepEqual(signatures.map(verdictText), ['TOTAL_PASSED', 'TOTAL_PASSED']);
      assert.deepEqual(signatures.flatMap(codesOf), []);
    });

    it('of another signature says that its digest is wrong', async () => {
      const { signatures } = await bench.validate(builtCms(bench.signer, countersigned(CONTENT)));
      assert.deepEqual(signatures.map(verdictText), ['TOTAL_PASSED', 'TOTAL_FAILED HASH_FAILURE']);
    });

    it('that cannot be read fails alone', async () => {
      const unsigned = [attribute(OID.counterSignature, nothing())];
      const { signatures } = await bench.validate(builtCms(bench.signer, { unsigned }));
      assert.deepEqual(signatures.map(verdictText), [
        'TOTAL_PASSED',
        'TOTAL_FAILED FORMAT_FAILURE',
      ]);
    });

    it('is followed so deep and no deeper', async () => {
      let more: Der[] = [];
      for (let i = 0; i < 40; i++) more = [...countersigned(CONTENT, ...more).unsigned];
      const { signatures } = await bench.validate(builtCms(bench.signer, { unsigned: more }));
      assert.equal(signatures.length, 5);
    });
  });

  it('is read in PEM, in BER and in BER in single places', async () => {
    const cms = builtCms(bench.signer);
    for (const label of ['PKCS7', 'CMS']) {
      const base64 = Buffer.from(cms).toString('base64').replace(/.{64}/g, '$&\r\n');
      const pem = `Text before\r\n-----BEGIN ${label}-----\r\n${base64}\r\n-----END ${label}-----\r\n`;
      assert.equal(verdictText(await bench.only(Buffer.from(pem))), 'TOTAL_PASSED');
    }
    // The length of the outermost value in more octets than DER allows.
    const padded = Buffer.concat([
      Buffer.from('308300', 'hex'),
      cms.subarray(2, 4),
      cms.subarray(4),
    ]);
    assert.equal(verdictText(await bench.only(padded)), 'TOTAL_PASSED');
  });

  it('is known by its first bytes among documents', async () => {
    const request = { file: 'a.p7s', at: null, around: bench.around() };
    for (const bytes of [cades(bench.signer), Buffer.from('-----BEGIN CMS-----\n')]) {
      const [report] = await validateDocument(memorySource(bytes), request);
      assert.equal(report?.kind, 'cms');
    }
    const [xml] = await validateDocument(memorySource(Buffer.from('<a/>')), request);
    assert.equal(xml?.kind, 'other-xml');
  });

  it('that nobody signed is a list of certificates and no signature', async () => {
    const document = await bench.validate(builtCms(bench.signer, { signers: 0 }));
    assert.deepEqual([document.signatures, codesOf(document)], [[], ['SIG-NONE']]);
  });

  it('of many megabytes is validated, too', async function () {
    this.timeout(60_000);
    const content = Buffer.alloc(Math.min(200, depth(16)) * 1024 * 1024, 'Belge ');
    const prepared = prepareCms({
      what: { content, detached: false },
      certificate: bench.signer.certificate,
    });
    const large = prepared.finish(signPrepared(bench.signer, prepared));
    assert.equal(verdictText(await bench.only(large)), 'TOTAL_PASSED');
  });

  it('whatever its bytes are, the answer is a report', async () => {
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('-----BEGIN CMS-----'),
      Buffer.from('3080'.repeat(5000), 'hex'),
      Buffer.from('30'.repeat(5000), 'hex'),
      Buffer.alloc(100_000, 0x24),
      encode(sequence(oid(OID.signedData), raw(Buffer.from('a0803080', 'hex')))),
      encode(setOf(nothing())),
    ]) {
      assert.equal(verdictText(await bench.only(bytes)), 'TOTAL_FAILED FORMAT_FAILURE');
    }
    const random = seededRandom('MUHUR_SEED');
    const unsigned = [attribute(OID.signatureTimeStamp, sequence(oid(OID.signedData)))];
    const cms = builtCms(bench.signer, { unsigned });
    for (let i = 0; i < depth(300); i++) {
      const bytes = Uint8Array.from(cms);
      const at = random(bytes.length);
      bytes[at] = random(256);
      const cut = random(8) === 0 ? bytes.subarray(0, at) : bytes;
      const { signatures } = await bench.validate(cut, {
        around: { ...bench.around(), fetcher: null },
      });
      assert.ok(signatures.length <= 1);
    }
  });
});
