import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import type { KeyPairAlgorithm } from '../../../src/pki/testAuthority/keyPair.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import type { CmsSigner } from '../../../src/pki/cms/verifyCms.ts';
import { verifyCms } from '../../../src/pki/cms/verifyCms.ts';
import { depth } from '../../depth.ts';
import { seededRandom } from '../../rig/random.ts';
import type { TestSigner } from './cmsSigner.ts';
import { signCms, signPrepared, testSigner } from './cmsSigner.ts';

const CONTENT = Buffer.from('Giriş için imzalanacak metin: 8f2c…');
const TIME = new Date('2026-03-01T09:30:00Z');

function is(code: ErrorCode): (error: unknown) => true {
  return (error) => {
    assert.ok(isMuhurError(error, code), String(error));
    return true;
  };
}

function onlySigner(cms: Uint8Array, detachedContent?: Uint8Array): CmsSigner {
  const { signers } = verifyCms(cms, detachedContent ? { detachedContent } : {});
  assert.equal(signers.length, 1);
  return signers[0] as CmsSigner;
}

for (const algorithm of ['RSA-2048', 'EC-P384'] satisfies KeyPairAlgorithm[]) {
  describe(`A CMS signature with ${algorithm}`, function () {
    this.timeout(20_000);
    let signer: TestSigner;
    before(async () => {
      signer = await testSigner(algorithm);
    });
    const attached = () => signCms(signer, { content: CONTENT, detached: false });
    const detached = () => signCms(signer, { content: CONTENT, detached: true });

    it('with the content inside is right, and gives content, time and certificate', () => {
      const options = { signingTime: TIME, chain: [signer.issuer, signer.issuer] };
      const cms = signCms(signer, { content: CONTENT, detached: false }, options);
      const { content, certificates, signers } = verifyCms(cms);
      assert.deepEqual(Buffer.from(content ?? []), CONTENT);
      assert.equal(certificates.length, 2);
      assert.deepEqual(signers, [
        {
          certificate: signer.certificate,
          signingTime: TIME,
          digestAlgorithm: algorithm === 'RSA-2048' ? 'sha256' : 'sha384',
          digest: 'right',
          signature: 'right',
          signingCertificate: 'bound',
          problems: [],
        },
      ]);
    });

    it('that is detached is right with its content and with no other', () => {
      assert.deepEqual(onlySigner(detached(), CONTENT).problems, []);
      assert.deepEqual(onlySigner(detached()).problems, ['content-missing']);
      const other = onlySigner(detached(), Buffer.from('another text'));
      assert.deepEqual(
        [other.problems, other.digest, other.signature],
        [['digest'], 'wrong', 'right'],
      );
    });

    it('can be made from a digest alone', () => {
      const digest = createHash('sha512').update(CONTENT).digest();
      const cms = signCms(signer, { digest }, { digestAlgorithm: 'sha512' });
      assert.deepEqual(onlySigner(cms, CONTENT).problems, []);
      assert.throws(
        () => prepareCms({ certificate: signer.certificate, what: { digest } }),
        RangeError,
      );
    });

    it('with other content inside than expected is told', () => {
      assert.deepEqual(onlySigner(attached(), Buffer.from('x')).problems, ['content-differs']);
      assert.deepEqual(onlySigner(attached(), CONTENT).problems, []);
    });

    it('takes no signature of another key or over something else', async () => {
      const prepared = prepareCms({
        certificate: signer.certificate,
        what: { content: CONTENT, detached: true },
      });
      const other = await testSigner(algorithm === 'RSA-2048' ? 'EC-P384' : 'RSA-2048');
      for (const wrong of [
        signPrepared(other, prepared),
        signPrepared(signer, { ...prepared, toBeSigned: prepared.digest }),
        randomBytes(96),
        new Uint8Array(96),
        new Uint8Array(),
      ]) {
        assert.throws(() => prepared.finish(wrong), is('sign/other-key'));
      }
    });

    it('is refused with any bit flipped in content, signed attributes or signature', () => {
      const random = seededRandom('MUHUR_SEED');
      const prepared = prepareCms({
        certificate: signer.certificate,
        what: { content: CONTENT, detached: false },
      });
      const cms = Buffer.from(prepared.finish(signPrepared(signer, prepared)));
      const attributes = Buffer.from(prepared.toBeSigned.subarray(1));
      const content = cms.indexOf(CONTENT);
      const signed = cms.indexOf(attributes);
      const after = signed + attributes.length;
      for (let run = 0; run < depth(600); run++) {
        const ranges = [
          [content, CONTENT.length],
          [signed, attributes.length],
          // The algorithm, too, and the signature that ends the file.
          [after, cms.length - after],
        ] as const;
        const [start, length] = ranges[random(ranges.length)] ?? ranges[0];
        const position = start + random(length);
        const changed = Buffer.from(cms);
        changed[position] = (changed[position] ?? 0) ^ (1 << random(8));
        assert.ok(!isAccepted(changed), `bit flipped in byte ${position}`);
      }
    });

    it('whatever is changed in it, what is accepted is the same content and signer', () => {
      const random = seededRandom('MUHUR_SEED');
      const cms = Buffer.from(attached());
      for (let run = 0; run < depth(600); run++) {
        const changed = Buffer.from(cms);
        for (let times = random(3); times >= 0; times--) changed[random(cms.length)] = random(256);
        const cut = random(4) === 0 ? changed.subarray(0, random(cms.length)) : changed;
        if (!isAccepted(cut)) continue;
        const { content, signers } = verifyCms(cut);
        assert.deepEqual(Buffer.from(content ?? []), CONTENT);
        assert.deepEqual(signers[0]?.certificate, signer.certificate);
      }
    });
  });
}

describe('Bytes that may be a CMS signature', () => {
  it('are refused as a whole: other things, parts, more than one, too much, nested without end', async () => {
    const signer = await testSigner('EC-P384');
    const cms = signCms(signer, { content: CONTENT, detached: false });
    const nested = Buffer.concat([Buffer.alloc(100_000, '3080', 'hex'), Buffer.alloc(100_000)]);
    const pieces = Buffer.concat([
      Buffer.from('3080', 'hex'),
      Buffer.alloc(1_000_000, '0500', 'hex'),
    ]);
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('not a signature'),
      Buffer.from(signer.certificate),
      Buffer.concat([cms, Buffer.from([0])]),
      cms.subarray(0, -1),
      Buffer.alloc(8 * 1024 * 1024 + 1, 0x30),
      nested,
      pieces,
    ]) {
      assert.throws(() => verifyCms(bytes), is('cms/malformed'));
    }
  });

  it('change nothing of what was read from them when somebody changes them later', async () => {
    const signer = await testSigner('EC-P384');
    const cms = signCms(signer, { content: CONTENT, detached: false });
    const { content } = verifyCms(cms);
    cms.fill(0);
    assert.deepEqual(Buffer.from(content ?? []), CONTENT);
  });
});

/** Never throws anything but `cms/malformed`. */
function isAccepted(cms: Uint8Array): boolean {
  try {
    const [signer] = verifyCms(cms).signers;
    const isRight = signer?.digest === 'right' && signer.signature === 'right';
    if (signer?.problems.length === 0) assert.ok(isRight);
    return signer?.problems.length === 0;
  } catch (error) {
    assert.ok(isMuhurError(error, 'cms/malformed'), String(error));
    return false;
  }
}
