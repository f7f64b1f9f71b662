import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noTrace } from '../../src/card/apdu/trace.ts';
import { openCard } from '../../src/card/openCard.ts';
import { InProcessReaders } from '../../src/card/reader/inProcess.ts';
import type { KeyPairAlgorithm } from '../../src/pki/testAuthority/keyPair.ts';
import { prepareCms } from '../../src/signature/cades/prepareCms.ts';
import type { CmsExpectation, CmsSigner } from '../../src/pki/cms/verifyCms.ts';
import { verifyCms } from '../../src/pki/cms/verifyCms.ts';
import { newVirtualCard } from '../rig/virtualCardInVpcd.ts';
import type { TestSigner } from '../unit/signature/cmsSigner.ts';
import { signCms, testSigner } from '../unit/signature/cmsSigner.ts';
import { runProgram } from './opensc.ts';

const CONTENT = Buffer.from('Giriş için imzalanacak metin\n');
const OTHER = Buffer.from('another text\n');
const ALGORITHMS = ['RSA-2048', 'EC-P384'] as const satisfies KeyPairAlgorithm[];

const pem = (der: Uint8Array) => new X509Certificate(der).toString();

describe('CMS signatures, ours and OpenSSL’s', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-cms-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content?: Uint8Array | string) => {
    if (content !== undefined) writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const openssl = (...args: string[]) => runProgram('openssl', args);
  const succeeds = async (...args: string[]) => {
    const { code, text } = await openssl(...args);
    assert.equal(code, 0, text);
    return text;
  };
  const opensslVerify = (cms: Uint8Array, root: Uint8Array, ...more: string[]) => {
    const files = ['-in', file('cms', cms), '-CAfile', file('root.pem', pem(root))];
    return openssl(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      ...files,
      '-purpose',
      'any',
      ...more,
    );
  };
  const onlySigner = (cms: Uint8Array, expected: CmsExpectation = {}) =>
    verifyCms(cms, expected).signers[0] as CmsSigner;

  for (const algorithm of ALGORITHMS) {
    describe(`with ${algorithm}`, () => {
      let signer: TestSigner;
      before(async () => {
        signer = await testSigner(algorithm);
      });

      /** What OpenSSL signs with the same key and certificate. */
      const opensslSign = async (...options: string[]) => {
        const key = signer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
        const who = ['-signer', file('signer.pem', pem(signer.certificate))];
        who.push('-inkey', file('key.pem', key), '-in', file('content', CONTENT));
        const how = ['-binary', '-outform', 'DER', '-out', file('signed'), ...options];
        await succeeds('cms', '-sign', ...who, ...how);
        return readFileSync(file('signed'));
      };
      const digest = algorithm === 'RSA-2048' ? 'sha256' : 'sha384';

      it('openssl accepts ours with the content inside, as CAdES, up to the root', async () => {
        const what = { content: CONTENT, detached: false };
        const cms = signCms(signer, what, { chain: [signer.issuer] });
        const out = file('out');
        const { code, text } = await opensslVerify(cms, signer.root, '-cades', '-out', out);
        assert.equal(code, 0, text);
        assert.deepEqual(readFileSync(out), CONTENT);
      });

      it('openssl accepts ours detached, and not with another content', async () => {
        const what = { content: CONTENT, detached: true };
        const cms = signCms(signer, what, { chain: [signer.issuer] });
        const verify = (content: Uint8Array) =>
          opensslVerify(cms, signer.root, '-cades', '-content', file('verified', content));
        const { code, text } = await verify(CONTENT);
        assert.equal(code, 0, text);
        assert.notEqual((await verify(OTHER)).code, 0);
      });

      it('openssl reads ours as we meant it', async () => {
        const cms = signCms(signer, { content: CONTENT, detached: true });
        const shown = await succeeds(
          'cms',
          '-cmsout',
          '-print',
          '-inform',
          'DER',
          '-in',
          file('cms', cms),
        );
        for (const part of [
          'pkcs7-data (1.2.840.113549.1.7.1)',
          'contentType',
          'messageDigest',
          'signingTime',
          'id-smime-aa-signingCertificateV2',
          algorithm === 'RSA-2048' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA384',
        ]) {
          assert.ok(shown.includes(part), `${part} is missing in ${shown}`);
        }
      });

      it('we accept OpenSSL’s, detached and not, with and without CAdES', async () => {
        for (const [options, binding] of [
          [['-nodetach'], 'absent'],
          [['-nodetach', '-cades'], 'bound'],
          [[], 'absent'],
          [['-cades', '-keyid'], 'bound'],
        ] as const) {
          const cms = await opensslSign('-md', digest, ...options);
          const found = onlySigner(cms, { detachedContent: CONTENT });
          assert.deepEqual([found.problems, found.signingCertificate], [[], binding]);
          assert.deepEqual(Buffer.from(found.certificate ?? []), Buffer.from(signer.certificate));
          assert.ok(Math.abs((found.signingTime?.getTime() ?? 0) - Date.now()) < 60_000);
          if (options[0] === '-nodetach')
            assert.deepEqual(Buffer.from(verifyCms(cms).content ?? []), CONTENT);
          else assert.deepEqual(onlySigner(cms, { detachedContent: OTHER }).problems, ['digest']);
        }
      });

      it('we accept what OpenSSL streams, in BER with indefinite lengths', async () => {
        const cms = await opensslSign('-nodetach', '-stream', '-cades', '-md', digest);
        assert.equal(cms[1], 0x80);
        assert.deepEqual(onlySigner(cms).problems, []);
        assert.deepEqual(Buffer.from(verifyCms(cms).content ?? []), CONTENT);
      });

      it('we say that the certificate is missing when OpenSSL leaves it out', async () => {
        const found = onlySigner(await opensslSign('-nodetach', '-nocerts'));
        assert.deepEqual([found.problems, found.certificate], [['certificate-missing'], null]);
      });

      it('we refuse OpenSSL’s without signed attributes', async () => {
        const found = onlySigner(await opensslSign('-nodetach', '-noattr'));
        assert.ok(found.problems.includes('no-signed-attributes'));
        assert.notEqual(found.signature, 'right');
      });

      it('we refuse OpenSSL’s with SHA-1', async () => {
        const found = onlySigner(await opensslSign('-nodetach', '-md', 'sha1'));
        assert.ok(found.problems.includes('digest-algorithm'));
        assert.notEqual(found.signature, 'right');
      });

      it('we accept a second signer only when asked, and then verify both', async () => {
        const first = file('first', await opensslSign('-nodetach', '-md', digest));
        const other = await testSigner(algorithm === 'RSA-2048' ? 'EC-P384' : 'RSA-2048');
        const key = other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
        const who = [
          '-signer',
          file('other.pem', pem(other.certificate)),
          '-inkey',
          file('key2', key),
        ];
        const how = ['-inform', 'DER', '-outform', 'DER', '-binary', '-nodetach', '-md', digest];
        await succeeds('cms', '-resign', '-in', first, ...who, ...how, '-out', file('both'));
        const both = readFileSync(file('both'));
        assert.throws(() => verifyCms(both), /more than 1 signers/);
        const { signers } = verifyCms(both, { maxSigners: 2 });
        assert.deepEqual(
          signers.map(({ problems }) => problems),
          [[], []],
        );
      });
    });
  }

  it('what an e-imza card signs is accepted by openssl', async () => {
    for (const algorithm of ALGORITHMS) {
      const { card: virtual, dispose } = await newVirtualCard({ profile: 'e-imza', algorithm });
      const readers = new InProcessReaders();
      const reader = readers.insert(virtual);
      const connection = await readers.connect(reader, 'exclusive');
      try {
        const { card } = openCard(connection, noTrace, null);
        const [certificate] = await card.readCertificates();
        assert.ok(certificate);
        await card.verifyPin(new TextEncoder().encode(virtual.secrets.pin));
        const what = { content: CONTENT, detached: false };
        const prepared = prepareCms({ certificate: certificate.der, what });
        const cms = prepared.finish(await card.sign(certificate.id, prepared.signInput));
        assert.deepEqual(onlySigner(cms).problems, []);
        const issuers = readFileSync(join(virtual.directory, 'issuers.pem'), 'utf8');
        const args = ['-in', file('cms', cms), '-CAfile', file('issuers.pem', issuers)];
        await succeeds('cms', '-verify', '-inform', 'DER', ...args, '-purpose', 'any', '-cades');
      } finally {
        await connection.disconnect('reset');
        await readers.remove(reader);
        await dispose();
      }
    }
  });
});
