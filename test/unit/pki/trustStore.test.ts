import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { verifyChain } from '../../../src/pki/chain.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import { loadTrust } from '../../../src/pki/trust/trustStore.ts';
import type { TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

describe('What the user trusts', () => {
  let folder: string;
  let pki: TestAuthority;
  before(async function () {
    this.timeout(20_000);
    pki = await newTestAuthority();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-trust-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pem = (der: Uint8Array) => new X509Certificate(der).toString();
  async function put(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  const refuses = (code: ErrorCode, ...paths: string[]) =>
    assert.rejects(loadTrust(paths), (error) => isMuhurError(error, code));

  it('is read as PEM with many certificates, and as DER: the self-signed ones are anchors', async () => {
    const { root, seal, qualified } = pki.authority.certificates;
    const bundle = `Roots of ours\n${pem(root)}\n# and below\n${pem(seal)}${pem(root)}`;
    const found = await loadTrust([await put('ca.pem', bundle), await put('q.crt', qualified)]);
    assert.deepEqual(found.anchors, [root]);
    assert.deepEqual(found.intermediates, [seal, qualified]);
    assert.deepEqual(found.crls, []);
  });

  it('may have CRLs, as DER and as PEM', async () => {
    const crl = await pki.authority.crlOf('root', { now: new Date() });
    const lines = Buffer.from(crl).toString('base64').replace(/.{64}/g, '$&\n');
    const text = `-----BEGIN X509 CRL-----\r\n${lines}\r\n-----END X509 CRL-----\r\n`;
    assert.deepEqual((await loadTrust([await put('root.crl', crl)])).crls, [crl]);
    assert.deepEqual((await loadTrust([await put('crl.pem', text)])).crls, [crl]);
  });

  it('is a folder without what is below it: other files are passed over, names do not count', async () => {
    const { root, seal } = pki.authority.certificates;
    await put('b.cer', root);
    await put('a', pem(seal));
    await put('again.txt', pem(root));
    await put('README.md', 'what these are\n-----BEGIN CERTIFICATE-----\n');
    await put('key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    await put('empty', '');
    await mkdir(join(folder, 'below'));
    await put('below/q.crt', pki.authority.certificates.qualified);
    await symlink(join(folder, 'nowhere'), join(folder, 'link'));
    const found = await loadTrust([folder]);
    assert.deepEqual(found.anchors, [root]);
    assert.deepEqual(found.intermediates, [seal]);
  });

  it('does not take a certificate for an anchor because it bears the name of its issuer', async () => {
    const { root } = pki.authority.certificates;
    // The last byte belongs to the signature.
    const unsigned = root.map((byte, i) => (i === root.length - 1 ? byte ^ 1 : byte));
    const found = await loadTrust([await put('root.crt', unsigned)]);
    assert.deepEqual([found.anchors, found.intermediates], [[], [unsigned]]);
  });

  it('is refused by name when it is not there, not readable or something else', async function () {
    await refuses('trust/not-found', join(folder, 'nothing'));
    await refuses('trust/not-certificate', await put('a.xml', '<Invoice/>'));
    await refuses('trust/not-certificate', await put('empty', ''));
    await refuses(
      'trust/not-certificate',
      await put('cut.crt', pki.authority.certificates.root.subarray(1)),
    );
    const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    await refuses(
      'trust/not-certificate',
      await put('broken.pem', pem(pki.authority.certificates.root) + broken),
    );
    const large = await put('large', '');
    await truncate(large, 64 * 1024 * 1024);
    await refuses('trust/too-large', large);
    assert.deepEqual(
      (await loadTrust([folder])).intermediates,
      [],
      'in a folder it is passed over',
    );
    if (process.getuid?.() === 0) return;
    const secret = await put('secret.crt', pki.authority.certificates.root);
    await chmod(secret, 0);
    await refuses('trust/unreadable', secret);
  });
});

describe('The trust of the samples', () => {
  const folder = process.env['MUHUR_SAMPLES'];
  const withSamples = folder === undefined ? it.skip : it;
  const path = (...names: string[]) => join(folder ?? '', ...names);

  withSamples('is loaded: each certificate once, roots as anchors (MUHUR_SAMPLES)', async () => {
    const cas = await loadTrust([path('kamusm-cas')]);
    assert.equal(cas.anchors.length + cas.intermediates.length, 11);
    assert.equal(cas.intermediates.length, 1);
    const roots = await loadTrust([path('kamusm-roots')]);
    assert.deepEqual([roots.anchors.length, roots.intermediates.length], [29, 0]);
    const both = await loadTrust([path('kamusm-cas'), path('kamusm-roots')]);
    assert.equal(both.intermediates.length, 1);
  });

  withSamples('leads from the issuer of old seals to its root (MUHUR_SAMPLES)', async () => {
    const trust = await loadTrust([path('kamusm-cas'), path('kamusm-roots')]);
    const [issuer = new Uint8Array()] = trust.intermediates;
    const result = verifyChain(issuer, [], trust.anchors, new Date('2013-06-20T00:00:00Z'));
    assert.ok(result.valid);
    assert.equal(parseX509(result.path.at(-1) ?? issuer).notAfter.getUTCFullYear(), 2030);
  });
});
