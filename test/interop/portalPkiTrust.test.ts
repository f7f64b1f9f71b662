import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pfxOf } from '../../src/pki/pkcs12/pfx.ts';
import { exportPfx } from '../../src/portal/contract/organisations.ts';
import {
  TRUST_STORE_PASSWORD,
  javaTrustStore,
} from '../../src/portal/simulator/authority/trustPack.ts';
import { REASON } from '../../src/portal/simulator/authority/types.ts';
import type { AuthorityOverHttp } from '../rig/authorityOverHttp.ts';
import { authorityOverHttp } from '../rig/authorityOverHttp.ts';
import type { Leaf } from '../rig/testAuthority.ts';
import { testSimulator } from '../unit/portal/support/testSimulator.ts';
import { java } from './java.ts';
import { needsOpenssl, openssl } from './openssl.ts';

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('TrustPack.java', import.meta.url));

describe('Trust store and PFX, as Java and openssl read them', () => {
  let folder: string;
  let http: AuthorityOverHttp;
  let leaves: Leaf[];
  const path = (name: string) => join(folder, name);

  before(async function () {
    this.timeout(60_000);
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-trust-'));
    http = await authorityOverHttp();
    leaves = [await http.pki.issue('seal'), await http.pki.issue('qualified', 'EC-P384')];
    await writeFile(path('trust.p12'), await javaTrustStore(http.pki.authority));
    for (const { issuer, certificate } of leaves) {
      await writeFile(path(`${issuer}.pem`), certificate.toString());
    }
  });

  beforeEach(() => {
    http.options = { now: new Date() };
    for (const leaf of leaves) http.pki.change(leaf, { kind: 'good' });
  });

  after(async () => {
    await http.close();
    await rm(folder, { recursive: true });
  });

  const validate = (context: Mocha.Context, issuer: string, by: 'ocsp' | 'crl') =>
    java(context, [
      ...['-Dcom.sun.security.enableCRLDP=true', '-Djdk.security.certpath.ocspNonce=true'],
      ...[PROGRAM, path('trust.p12'), TRUST_STORE_PASSWORD, path(`${issuer}.pem`), by],
    ]);

  for (const by of ['ocsp', 'crl'] as const) {
    it(`a Java program trusts the authorities and asks for the status by ${by}`, async function () {
      this.timeout(60_000);
      for (const leaf of leaves) {
        assert.equal(await validate(this, leaf.issuer, by), 'trusted 3\nvalid\n');
        const at = new Date();
        http.pki.change(leaf, { kind: 'revoked', at, reason: REASON.certificateHold });
        assert.match(await validate(this, leaf.issuer, by), /REVOKED: .*CERTIFICATE_HOLD/);
      }
    });

    it(`a Java program notices a spoilt answer by ${by}`, async function () {
      this.timeout(60_000);
      http.options = { now: new Date(), fault: 'wrong-signature' };
      const said = await validate(this, 'seal', by);
      const expected = { ocsp: /Error verifying OCSP/, crl: /UNDETERMINED_REVOCATION_STATUS/ };
      assert.match(said, expected[by]);
    });
  }

  it('keytool lists the trust store as certificates that are trusted', async function () {
    this.timeout(60_000);
    await java(this, ['-version']);
    const { stdout } = await run('keytool', [
      ...['-list', '-keystore', path('trust.p12'), '-storepass', TRUST_STORE_PASSWORD],
    ]);
    for (const name of ['root', 'seal', 'qualified']) {
      assert.match(stdout, new RegExp(`muhur-test-${name}, .*, trustedCertEntry`));
    }
  });

  it('openssl reads the trust store and refuses a wrong password', async () => {
    const read = (password: string) =>
      openssl(folder, 'pkcs12', '-in', 'trust.p12', '-passin', `pass:${password}`, '-info');
    const { code, text } = await read(TRUST_STORE_PASSWORD);
    assert.equal(code, 0, text);
    assert.match(text, /MAC: sha256[^]*PBES2, PBKDF2, AES-256-CBC[^]*hmacWithSHA256/);
    assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 3);
    assert.match((await read('wrong')).text, /invalid password/);
  });

  for (const [index, kind] of (['RSA-2048', 'EC P-384'] as const).entries()) {
    it(`Java and openssl sign with the key in a PFX: ${kind}`, async function () {
      this.timeout(60_000);
      const { privateKey, certificate, issuer } = leaves[index] as Leaf;
      const pfx = await pfxOf({
        privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
        certificates: [certificate.raw, http.pki.authority.certificates[issuer]],
        friendlyName: 'Mali Mühür ığüşöç',
        password: 'a1B2-c3 d4',
      });
      await writeFile(path('key.pfx'), pfx);
      const { code, text } = await openssl(
        folder,
        ...['pkcs12', '-in', 'key.pfx', '-passin', 'pass:a1B2-c3 d4', '-noenc', '-out', 'key.pem'],
      );
      assert.equal(code, 0, text);
      const public_ = await openssl(folder, 'pkey', '-in', 'key.pem', '-pubout');
      const expected = certificate.publicKey.export({ format: 'pem', type: 'spki' });
      assert.equal(public_.text, expected);
      // The key and its certificate belong together; the issuer completes the chain.
      const said = await java(this, [PROGRAM, 'pfx', path('key.pfx'), 'a1B2-c3 d4']);
      assert.match(said, /^mali .* true 2$/m);
    });
  }
});

describe('A virtual seal exported as PFX, as Java and openssl read it', () => {
  const portal = testSimulator();
  let folder: string;

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-pfx-'));
  });

  after(() => rm(folder, { recursive: true }));

  for (const keyAlgorithm of ['RSA-2048', 'EC-P384'] as const) {
    it(`has the key and the whole chain: ${keyAlgorithm}`, async function () {
      this.timeout(60_000);
      const { vkn, cards } = await portal.newOrganisation({ scenario: 'active', keyAlgorithm });
      const cardSerial = cards[0]?.serial ?? '';
      const password = 'S1-fre "x"';
      const pfx = await portal.test(exportPfx, { params: { cardSerial }, body: { password } });
      await writeFile(join(folder, 'seal.pfx'), pfx);
      const { code, text } = await openssl(
        folder,
        ...['pkcs12', '-in', 'seal.pfx', '-passin', `pass:${password}`, '-noenc'],
      );
      assert.equal(code, 0, text);
      assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 3);
      assert.equal(text.match(/BEGIN PRIVATE KEY/g)?.length, 1);
      const said = await java(this, [PROGRAM, 'pfx', join(folder, 'seal.pfx'), password]);
      assert.match(said, new RegExp(`^${vkn}sign0 true 3$`, 'm'));
    });
  }
});
