import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caBundlePem } from '../../src/portal/simulator/authority/trustPack.ts';
import { ISSUERS, REASON } from '../../src/portal/simulator/authority/types.ts';
import type { AuthorityOverHttp } from '../rig/authorityOverHttp.ts';
import { authorityOverHttp } from '../rig/authorityOverHttp.ts';
import type { Leaf } from '../rig/testAuthority.ts';
import { needsOpenssl, openssl } from './openssl.ts';

describe('Certificates and their status, as openssl sees them', () => {
  let folder: string;
  let http: AuthorityOverHttp;
  let seal: Leaf;
  let person: Leaf;

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-pki-'));
    http = await authorityOverHttp();
    const { authority } = http.pki;
    seal = await http.pki.issue('seal');
    person = await http.pki.issue('qualified', 'EC-P384');
    await save('ca.pem', caBundlePem(authority));
    for (const id of ISSUERS) await saveCertificate(`${id}.pem`, authority.certificates[id]);
    await save('leaf-seal.pem', seal.certificate.toString());
    await save('leaf-qualified.pem', person.certificate.toString());
  });

  beforeEach(() => {
    http.options = { now: new Date() };
    for (const leaf of [seal, person]) http.pki.change(leaf, { kind: 'good' });
  });

  after(async () => {
    await http.close();
    await rm(folder, { recursive: true });
  });

  const save = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, name), content);
  const saveCertificate = (name: string, der: Uint8Array) =>
    save(name, new X509Certificate(der).toString());
  const hold = (leaf: Leaf) =>
    http.pki.change(leaf, { kind: 'revoked', at: new Date(), reason: REASON.certificateHold });

  /** Asks over HTTP, checks the signature with the root alone, and returns what is printed. */
  async function askOcsp(issuer: 'seal' | 'qualified', ...options: string[]): Promise<string> {
    const { text } = await openssl(
      folder,
      ...['ocsp', '-url', `${http.baseUrl}/ocsp`, '-CAfile', 'root.pem'],
      ...['-issuer', `${issuer}.pem`, '-cert', `leaf-${issuer}.pem`, ...options],
    );
    return text;
  }

  it('verify strictly, the ones that sign answers too', async () => {
    const { responders, timeStamping } = http.pki.stored;
    const own = { seal: responders.seal, qualified: responders.qualified, tsa: timeStamping };
    for (const [name, { certificate }] of Object.entries(own)) {
      await saveCertificate(`own-${name}.pem`, Buffer.from(certificate, 'base64'));
    }
    const names = ['leaf-seal', 'leaf-qualified', 'own-seal', 'own-qualified', 'own-tsa', 'seal'];
    for (const name of names) {
      const { code, text } = await openssl(
        folder,
        ...['verify', '-x509_strict', '-CAfile', 'root.pem'],
        ...['-untrusted', 'seal.pem', '-untrusted', 'qualified.pem', `${name}.pem`],
      );
      assert.equal(code, 0, text);
    }
    const { code, text } = await openssl(
      folder,
      ...[
        'verify',
        '-x509_strict',
        '-purpose',
        'timestampsign',
        '-CAfile',
        'ca.pem',
        'own-tsa.pem',
      ],
    );
    assert.equal(code, 0, text);
  });

  it('are valid whenever a test’s clock may stand', async () => {
    for (const at of ['2010-06-01', '2030-01-01', '2049-06-01']) {
      const seconds = String(Date.parse(at) / 1000);
      const { code, text } = await openssl(
        folder,
        ...['verify', '-attime', seconds, '-CAfile', 'ca.pem', 'seal.pem', 'qualified.pem'],
      );
      assert.equal(code, 0, text);
    }
  });

  for (const issuer of ['seal', 'qualified'] as const) {
    for (const nonce of ['-nonce', '-no_nonce']) {
      it(`are good, on hold, revoked, good again: ${issuer}, ${nonce}`, async () => {
        const leaf = issuer === 'seal' ? seal : person;
        const check = async (expected: RegExp) => {
          const text = await askOcsp(issuer, nonce);
          assert.match(text, /Response verify OK/);
          assert.doesNotMatch(text, /WARNING|error/i);
          assert.match(text, expected);
        };
        await check(/: good/);
        hold(leaf);
        await check(/: revoked[^]*Reason: certificateHold[^]*Revocation Time/);
        http.pki.change(leaf, { kind: 'good' });
        await check(/: good/);
        http.pki.change(leaf, { kind: 'revoked', at: new Date(), reason: REASON.keyCompromise });
        await check(/: revoked[^]*Reason: keyCompromise/);
      });
    }
  }

  it('are found by ids with each hash function, and several at once', async () => {
    for (const hash of ['-sha1', '-sha256', '-sha384', '-sha512']) {
      // A hash function holds for the certificates that are named after it.
      const { text } = await openssl(
        folder,
        ...['ocsp', '-url', `${http.baseUrl}/ocsp`, '-CAfile', 'root.pem', '-issuer', 'seal.pem'],
        ...[hash, '-cert', 'leaf-seal.pem', '-serial', '0x7E57'],
      );
      assert.match(text, /Response verify OK/);
      assert.match(text, /leaf-seal.pem: good/);
      assert.match(text, /0x7E57: unknown/);
    }
  });

  it('are asked about by GET, too', async () => {
    await openssl(
      folder,
      ...['ocsp', '-issuer', 'seal.pem', '-cert', 'leaf-seal.pem', '-reqout', 'request.der'],
    );
    const request = await readFile(join(folder, 'request.der'), 'base64');
    for (const path of [encodeURIComponent(request), request]) {
      const response = await fetch(`${http.baseUrl}/ocsp/${path}`);
      await save('response.der', new Uint8Array(await response.arrayBuffer()));
      const { code, text } = await openssl(
        folder,
        ...['ocsp', '-reqin', 'request.der', '-respin', 'response.der', '-CAfile', 'ca.pem'],
      );
      assert.equal(code, 0, text);
    }
  });

  it('have issuers whose status the root tells', async () => {
    const { text } = await openssl(
      folder,
      ...['ocsp', '-url', `${http.baseUrl}/ocsp`, '-CAfile', 'root.pem', '-issuer', 'root.pem'],
      ...['-cert', 'seal.pem', '-cert', 'qualified.pem'],
    );
    assert.match(text, /Response verify OK/);
    assert.match(text, /seal.pem: good[^]*qualified.pem: good/);
  });

  it('have answers that openssl refuses when they are spoilt or old', async () => {
    http.options = { now: new Date(), fault: 'wrong-signature' };
    for (const issuer of ['seal', 'qualified'] as const) {
      assert.match(await askOcsp(issuer), /Response Verify Failure/);
    }
    http.options = { now: new Date(), fault: 'stale' };
    assert.match(await askOcsp('seal'), /Status times invalid[^]*status expired/);
    // The same with a clock that a test moved.
    http.options = { now: new Date(Date.now() + 86_400_000) };
    assert.match(await askOcsp('seal', '-validity_period', '300'), /status not yet valid/);
    http.options = { now: new Date() };
    assert.doesNotMatch(await askOcsp('seal', '-status_age', '120'), /invalid/);
  });

  it('are in the next CRL while they are revoked or on hold', async () => {
    const check = async (name: string, ...expected: RegExp[]) => {
      await save(`${name}.crl`, await http.pki.authority.crlOf('seal', http.options));
      const crl = ['-inform', 'DER', '-in', `${name}.crl`];
      const { code, text } = await openssl(
        folder,
        ...['crl', ...crl, '-CAfile', 'ca.pem', '-noout', '-text'],
      );
      assert.equal(code, 0, text);
      for (const part of expected) assert.match(text, part);
      await openssl(folder, 'crl', ...crl, '-out', `${name}.crl.pem`);
      return openssl(
        folder,
        ...['verify', '-crl_check', '-x509_strict', '-CAfile', 'ca.pem'],
        ...['-CRLfile', `${name}.crl.pem`, 'leaf-seal.pem'],
      );
    };
    const good = await check('good', /verify OK/, /No Revoked Certificates/, /CRL Number/);
    assert.equal(good.code, 0, good.text);
    hold(seal);
    const held = await check(
      'held',
      /verify OK/,
      new RegExp(seal.certificate.serialNumber),
      /Hold/,
    );
    assert.match(held.text, /certificate revoked/);
    http.pki.change(seal, { kind: 'good' });
    const released = await check('released', /verify OK/, /No Revoked Certificates/);
    assert.equal(released.code, 0, released.text);
  });

  it('are checked all the way up by the CRLs at their addresses', async () => {
    for (const id of ['seal', 'root'] as const) {
      const response = await fetch(`${http.baseUrl}/crl/${id}.crl`);
      await save('fetched.crl', new Uint8Array(await response.arrayBuffer()));
      await openssl(folder, 'crl', '-inform', 'DER', '-in', 'fetched.crl', '-out', `${id}.crl.pem`);
    }
    const { code, text } = await openssl(
      folder,
      ...['verify', '-crl_check_all', '-x509_strict', '-CAfile', 'root.pem'],
      ...['-untrusted', 'seal.pem', '-CRLfile', 'seal.crl.pem', '-CRLfile', 'root.crl.pem'],
      'leaf-seal.pem',
    );
    assert.equal(code, 0, text);
  });

  it('have CRLs that openssl refuses when they are spoilt or old', async () => {
    const write = async (fault: 'wrong-signature' | 'stale') => {
      const options = { now: new Date(), fault };
      await save('bad.crl', await http.pki.authority.crlOf('seal', options));
      await openssl(folder, 'crl', '-inform', 'DER', '-in', 'bad.crl', '-out', 'bad.crl.pem');
    };
    await write('wrong-signature');
    const spoilt = await openssl(
      folder,
      ...['crl', '-in', 'bad.crl.pem', '-CAfile', 'ca.pem', '-noout'],
    );
    assert.match(spoilt.text, /verify failure/);
    await write('stale');
    const old = await openssl(
      folder,
      ...['verify', '-crl_check', '-CAfile', 'ca.pem', '-CRLfile', 'bad.crl.pem', 'leaf-seal.pem'],
    );
    assert.match(old.text, /CRL has expired/);
  });
});
