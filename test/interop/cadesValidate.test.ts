import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCms } from '../../src/pki/cms/readCms.ts';
import { requestTimeStamp } from '../../src/pki/timeStamp/requestTimeStamp.ts';
import { AUTHORITY_PATHS } from '../../src/portal/simulator/authority/addresses.ts';
import { stampedValue, withTimeStamp } from '../../src/signature/cades/timeStamp.ts';
import { validateCms } from '../../src/signature/cades/validateCms.ts';
import { memorySource } from '../../src/signature/xml/byteSource.ts';
import { AuthorityFetcher } from '../unit/pki/support/authorityFetcher.ts';
import { CONTENT } from '../unit/signature/builtCms.ts';
import type { Key } from '../unit/signature/cmsBench.ts';
import { CmsBench, cades, codesOf, verdictText } from '../unit/signature/cmsBench.ts';
import { needsOpenssl, openssl } from './openssl.ts';

describe('What OpenSSL signs as CMS, and what it says of ours', function () {
  this.timeout(60_000);
  let folder: string;
  let bench: CmsBench;
  before(async function () {
    await needsOpenssl(this);
    folder = mkdtempSync(join(tmpdir(), 'muhur-cades-'));
    bench = await CmsBench.start();
    const { root, seal, qualified } = bench.pki.authority.certificates;
    write('authorities.pem', [root, seal, qualified].map(pem).join(''));
    write('content', CONTENT);
    for (const [name, key] of [['rsa', bench.signer] as const, ['ec', bench.ecSigner] as const]) {
      write(`${name}.pem`, pem(key.certificate));
      write(`${name}.key`, key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const pem = (der: Uint8Array) => new X509Certificate(der).toString();
  const write = (name: string, content: Uint8Array | string) =>
    writeFileSync(join(folder, name), content);
  const succeeds = async (...args: string[]) => {
    const { code, text } = await openssl(folder, ...args);
    assert.equal(code, 0, text);
    return text;
  };
  const sign = async (who: 'rsa' | 'ec', ...how: string[]) => {
    const key = ['-signer', `${who}.pem`, '-inkey', `${who}.key`];
    const out = how.includes('PEM') ? [] : ['-outform', 'DER'];
    await succeeds(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'content',
      ...key,
      ...out,
      '-out',
      'signed',
      ...how,
    );
    return readFileSync(join(folder, 'signed'));
  };
  const detachedContent = memorySource(CONTENT);

  const digests = { rsa: 'sha256', ec: 'sha384' } as const;
  for (const who of ['rsa', 'ec'] as const) {
    const md = ['-md', digests[who]];
    for (const [what, how, expected, findings] of [
      ['CAdES with its content', ['-nodetach', '-cades'], 'TOTAL_PASSED', []],
      ['CAdES beside its content', ['-cades'], 'TOTAL_PASSED', []],
      ['CAdES by key identifier', ['-cades', '-keyid'], 'TOTAL_PASSED', []],
      ['CAdES as a stream', ['-nodetach', '-cades', '-stream'], 'TOTAL_PASSED', []],
      ['CAdES in PEM', ['-nodetach', '-cades', '-outform', 'PEM'], 'TOTAL_PASSED', []],
      [
        'CMS that is no CAdES',
        ['-nodetach'],
        'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
        ['SIG-PROPERTY-MISSING'],
      ],
      [
        'CMS without signed attributes',
        ['-nodetach', '-noattr'],
        'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
        ['SIG-PROPERTY-MISSING'],
      ],
      [
        'CAdES without certificates',
        ['-nodetach', '-cades', '-nocerts'],
        'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
        ['SIG-CERTIFICATE-MISSING'],
      ],
    ] as const) {
      it(`${who}: ${what}: ${expected}`, async () => {
        const report = await bench.only(await sign(who, ...md, ...how), { detachedContent });
        assert.deepEqual(codesOf(report), findings);
        assert.equal(verdictText(report), expected);
        assert.equal(report.coreValid, !what.includes('without certificates'));
      });
    }

    it(`${who}: with SHA-1 the mathematics is right and proves nothing`, async () => {
      const report = await bench.only(await sign(who, '-nodetach', '-cades', '-md', 'sha1'));
      assert.equal(verdictText(report), 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE');
      assert.equal(report.coreValid, true);
    });

    it(`${who}: ours of level T is accepted, and so is its time stamp`, async () => {
      const key: Key = who === 'rsa' ? bench.signer : bench.ecSigner;
      const cms = cades(key, true);
      const value = stampedValue(cms);
      const token = await requestTimeStamp({
        url: new URL(`http://127.0.0.1:9${AUTHORITY_PATHS.timeStamp}`),
        fetcher: new AuthorityFetcher(bench.pki.authority, bench.now).fetch,
        algorithm: 'sha256',
        hash: new Uint8Array(createHash('sha256').update(value).digest()),
      });
      write('ours', withTimeStamp(cms, token));
      write('token', token);
      write('value', value);
      const trust = ['-CAfile', 'authorities.pem'];
      const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-cades', '-purpose', 'any'];
      const what = ['-in', 'ours', '-content', 'content'];
      await succeeds(...verify, ...what, ...trust);
      const stamp = ['-data', 'value', '-in', 'token', '-token_in'];
      assert.match(await succeeds('ts', '-verify', ...stamp, ...trust), /Verification: OK/);
      const shown = await succeeds('cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'ours');
      assert.ok(shown.includes('id-smime-aa-timeStampToken'), shown);
      const report = await bench.only(readFileSync(join(folder, 'ours')), { detachedContent });
      assert.deepEqual([report.level, verdictText(report)], ['T', 'TOTAL_PASSED']);
    });
  }

  it('several signers have a row each, and a wrong one of them its own verdict', async () => {
    await sign('rsa', '-nodetach', '-cades', '-md', 'sha256');
    const more = ['-signer', 'ec.pem', '-inkey', 'ec.key', '-cades', '-md', 'sha256', '-nodetach'];
    const files = ['-in', 'signed', '-inform', 'DER', '-outform', 'DER', '-binary', '-out', 'both'];
    await succeeds('cms', '-resign', ...files, ...more);
    const both = readFileSync(join(folder, 'both'));
    const { signatures } = await bench.validate(both);
    assert.deepEqual(signatures.map(verdictText), ['TOTAL_PASSED', 'TOTAL_PASSED']);
    const last = readCms(both, 2).signers.at(-1)?.signature ?? new Uint8Array();
    const at = both.indexOf(last) + last.length - 1;
    both[at] = (both[at] ?? 0) ^ 1;
    const { signatures: then } = await validateCms(both, {
      file: 'both',
      at: null,
      around: bench.around(),
    });
    assert.deepEqual(then.map(verdictText).toSorted(), [
      'TOTAL_FAILED SIG_CRYPTO_FAILURE',
      'TOTAL_PASSED',
    ]);
  });
});
