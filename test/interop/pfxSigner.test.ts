import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertSigned, opening, signing } from '../rig/signingProcess.ts';
import { testSigner } from '../unit/signature/cmsSigner.ts';
import { needsOpenssl, openssl } from './openssl.ts';

describe('Signing with a PFX file that openssl made', function () {
  this.timeout(60_000);
  let folder: string;
  before(async function () {
    await needsOpenssl(this);
    folder = mkdtempSync(join(tmpdir(), 'muhur-pfx-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const pem = (der: Uint8Array) => new X509Certificate(der).toString();
  const made = async (algorithm: 'RSA-2048' | 'EC-P384', ...how: string[]) => {
    const signer = await testSigner(algorithm);
    const key = signer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'own.pem'), pem(signer.certificate));
    writeFileSync(join(folder, 'chain.pem'), pem(signer.issuer) + pem(signer.root));
    const what = ['-inkey', 'key.pem', '-in', 'own.pem', '-certfile', 'chain.pem'];
    const to = ['-out', 'a.pfx', '-passout', 'pass:Parola ğü1'];
    const { code, text } = await openssl(folder, 'pkcs12', '-export', ...what, ...to, ...how);
    assert.equal(code, 0, text);
    return { ...signer, path: join(folder, 'a.pfx') };
  };
  const args = (path: string) => ['--pfx', path, '--password-env', 'TEST_PASSWORD'];
  const password = { TEST_PASSWORD: 'Parola ğü1' };
  const TRIPLE_DES = ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];

  for (const algorithm of ['RSA-2048', 'EC-P384'] as const) {
    for (const how of [
      [],
      TRIPLE_DES,
      ['-keypbe', 'AES-128-CBC', '-certpbe', 'DES-EDE3-CBC', '-macalg', 'sha512'],
      ['-certpbe', 'NONE', '-nomac'],
    ]) {
      it(`signs with ${algorithm}, encrypted as ${how.join(' ') || 'by default'}`, async () => {
        const { path, issuer, root } = await made(algorithm, ...how);
        await signing(args(path), password, async (signer) => {
          const opened = await opening(signer);
          assert.equal(opened?.open, true, JSON.stringify(opened));
          const said = await signer.sign();
          assertSigned(said);
          const cms = Buffer.from(said?.cms ?? '', 'base64');
          assert.ok(cms.includes(Buffer.from(issuer)) && cms.includes(Buffer.from(root)));
        });
        const wrong = { TEST_PASSWORD: 'Parola ğü2' };
        assert.equal((await signing(args(path), wrong, opening))?.code, 'pfx/password');
      });
    }
  }

  it('says of RC2-40 that it is not supported, and of no key that there is none', async function () {
    const legacy = ['-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-legacy'];
    const { path } = await made('RSA-2048', ...legacy);
    const weak = await signing(args(path), password, opening);
    assert.deepEqual([weak?.code, weak?.data], ['pfx/encryption', { algorithm: 'RC2-40' }]);
    const bare = ['-nokeys', '-in', 'own.pem', '-out', 'b.pfx', '-passout', 'pass:Parola ğü1'];
    assert.equal((await openssl(folder, 'pkcs12', '-export', ...bare)).code, 0);
    const none = await signing(args(join(folder, 'b.pfx')), password, opening);
    assert.equal(none?.code, 'pfx/no-key');
    const missing = await signing(args(join(folder, 'c.pfx')), password, opening);
    assert.equal(missing?.code, 'file/not-found');
  });

  const samples = process.env['MUHUR_SAMPLES'];
  (samples === undefined ? it.skip : it)(
    'Kamu SM’s own test files are opened (MUHUR_SAMPLES)',
    async () => {
      const kinds = {
        'testkurum02_ec384@test.com.tr_825095.pfx': true,
        'testkurum_expired_rsa2048@test.com.tr_787579.pfx': 'sign/expired',
      } as const;
      for (const [name, expected] of Object.entries(kinds)) {
        const path = join(samples ?? '', 'test-certs', name);
        const TEST_PASSWORD = /_(\d+)\.pfx$/.exec(name)?.[1];
        const said = await signing(args(path), { TEST_PASSWORD }, opening);
        assert.equal(expected === true ? said?.open : said?.code, expected);
      }
    },
  );
});
