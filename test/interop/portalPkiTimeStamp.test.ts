import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerFault } from '../../src/portal/simulator/authority/types.ts';
import { caBundlePem } from '../../src/portal/simulator/authority/trustPack.ts';
import type { TestAuthority } from '../rig/testAuthority.ts';
import { newTestAuthority } from '../rig/testAuthority.ts';
import { needsOpenssl, openssl } from './openssl.ts';

describe('Time stamps, as openssl sees them', () => {
  let folder: string;
  let pki: TestAuthority;

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-tsa-'));
    pki = await newTestAuthority();
    await writeFile(join(folder, 'ca.pem'), caBundlePem(pki.authority));
    const certificate = Buffer.from(pki.stored.timeStamping.certificate, 'base64');
    await writeFile(join(folder, 'tsa.pem'), new X509Certificate(certificate).toString());
    await writeFile(join(folder, 'data'), 'what is stamped');
    await writeFile(join(folder, 'other'), 'something else');
  });

  after(() => rm(folder, { recursive: true }));

  async function stamp(
    query: readonly string[],
    options: { now?: Date; fault?: AnswerFault } = {},
  ): Promise<string> {
    await openssl(folder, 'ts', '-query', '-data', 'data', '-out', 'query', ...query);
    const request = await readFile(join(folder, 'query'));
    const reply = await pki.authority.answerTimeStamp(request, { now: new Date(), ...options });
    await writeFile(join(folder, 'reply'), reply);
    return (await openssl(folder, 'ts', '-reply', '-in', 'reply', '-text')).text;
  }
  const verify = (...options: string[]) =>
    openssl(folder, 'ts', '-verify', '-in', 'reply', '-CAfile', 'ca.pem', ...options);

  for (const hash of ['-sha256', '-sha384', '-sha512']) {
    it(`are accepted for ${hash}, by query and by data`, async () => {
      const text = await stamp([hash, '-cert'], { now: new Date('2031-02-03T04:05:06Z') });
      assert.match(text, /Status: Granted/);
      assert.match(text, /Policy OID: 2\.16\.792\.1\.2\.1\.1\.5\.7\.3\.1/);
      assert.match(text, /Time stamp: Feb {2}3 04:05:06 2031 GMT/);
      assert.match(text, /Serial number: 0x7E57/);
      assert.match(text, /Nonce: 0x/);
      const byQuery = await verify('-queryfile', 'query');
      assert.equal(byQuery.code, 0, byQuery.text);
      const byData = await verify('-data', 'data');
      assert.equal(byData.code, 0, byData.text);
      assert.notEqual((await verify('-data', 'other')).code, 0);
    });
  }

  it('are accepted without a nonce, for the policy, and without a certificate in them', async () => {
    await stamp(['-sha256', '-no_nonce', '-tspolicy', '2.16.792.1.2.1.1.5.7.3.1']);
    assert.notEqual((await verify('-queryfile', 'query')).code, 0);
    const { code, text } = await verify('-queryfile', 'query', '-untrusted', 'tsa.pem');
    assert.equal(code, 0, text);
  });

  it('are refused for SHA-1, for another policy, and for what is no query', async () => {
    assert.match(await stamp(['-sha1']), /Rejected[^]*unrecognized or unsupported algorithm/);
    assert.match(await stamp(['-sha256', '-tspolicy', '1.2.3']), /Rejected[^]*policy/);
    const reply = await pki.authority.answerTimeStamp(Uint8Array.of(1), { now: new Date() });
    await writeFile(join(folder, 'reply'), reply);
    const { text } = await openssl(folder, 'ts', '-reply', '-in', 'reply', '-text');
    assert.match(text, /Rejected[^]*data submitted has the wrong format/);
  });

  it('do not verify when they are spoilt, and are a week old when they are stale', async () => {
    await stamp(['-sha256', '-cert'], { fault: 'wrong-signature' });
    assert.match((await verify('-queryfile', 'query')).text, /signature failure/);
    const now = new Date('2031-02-10T04:05:06Z');
    assert.match(await stamp(['-sha256', '-cert'], { now, fault: 'stale' }), /Feb {2}3 04:05:06/);
    assert.equal((await verify('-queryfile', 'query')).code, 0);
  });
});
