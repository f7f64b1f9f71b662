import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crlStatus } from '../../src/pki/revocation/crlStatus.ts';
import { certIdOf, ocspRequest } from '../../src/pki/revocation/ocspRequest.ts';
import { ocspStatus } from '../../src/pki/revocation/ocspStatus.ts';
import type { TestPki } from '../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../src/pki/testAuthority/authority.ts';
import { timeStampingOnly } from '../../src/pki/testAuthority/extensions.ts';
import { sealSigningProfile } from '../../src/pki/testAuthority/leafProfiles.ts';
import { readTimeStampResponse } from '../../src/pki/timeStamp/readTimeStampResponse.ts';
import { verifyTimeStamp } from '../../src/pki/timeStamp/verifyTimeStamp.ts';
import type { X509 } from '../../src/pki/x509.ts';
import { parseX509 } from '../../src/pki/x509.ts';
import { STAMPED, digestOf, stampRequest } from '../unit/pki/support/stamps.ts';
import { needsOpenssl, openssl } from './openssl.ts';

const NONCE = Uint8Array.from({ length: 16 }, (_, i) => i + 1);
const REVOKED_AT = new Date('2026-01-02T03:04:05Z');

describe('Answers of OpenSSL about certificates', () => {
  let folder: string;
  let pki: TestPki;
  let good: X509;
  let revoked: X509;

  before(async function () {
    await needsOpenssl(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-status-'));
    pki = await createTestPki(ISSUER_NAMES.seal, { algorithm: 'RSA-2048' });
    const { issuer } = pki;
    const profile = sealSigningProfile('3900383669', 'Deneme A.Ş.');
    const issue = () => parseX509(issueCertificate(issuer, profile, issuer.publicKey));
    [good, revoked] = [issue(), issue()];
    await save('issuer.pem', pem(issuer.certificate));
    await save('key.pem', issuer.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await save(
      'index.txt',
      [entry('V', good, ''), entry('R', revoked, '260102030405Z,keyCompromise')].join(''),
    );
    await save('index.txt.attr', 'unique_subject = no\n');
    await save('crlnumber', '01\n');
    await save(
      'ca.cnf',
      ['[ca]', 'default_ca = own', '[own]', 'database = index.txt', 'crlnumber = crlnumber']
        .concat(['default_md = sha256', 'default_crl_days = 1', 'crl_extensions = extensions'])
        .concat(['[extensions]', 'authorityKeyIdentifier = keyid'])
        .join('\n'),
    );
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const save = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, name), content);
  const pem = (der: Uint8Array) => new X509Certificate(der).toString();
  /** A line of the database of `openssl ca`. */
  function entry(state: string, { der }: X509, revocation: string): string {
    const { serialNumber } = new X509Certificate(der);
    return `${state}\t400101000000Z\t${revocation}\t${serialNumber}\tunknown\t/CN=x\n`;
  }
  const question = (certificate: X509) => {
    const now = new Date();
    return { certificate, issuer: parseX509(pki.issuer.certificate), at: now, now };
  };

  async function ocsp(certificate: X509, ...options: string[]) {
    const asked = question(certificate);
    await save('request.der', ocspRequest(certIdOf(certificate, asked.issuer), NONCE));
    const { code, text } = await openssl(
      folder,
      ...['ocsp', '-index', 'index.txt', '-CA', 'issuer.pem', '-ndays', '1'],
      ...['-rsigner', 'issuer.pem', '-rkey', 'key.pem', '-reqin', 'request.der'],
      ...['-respout', 'response.der', ...options],
    );
    assert.equal(code, 0, text);
    return ocspStatus(await readFile(join(folder, 'response.der')), asked, NONCE);
  }

  for (const options of [[], ['-resp_key_id'], ['-resp_no_certs'], ['-rmd', 'sha512']]) {
    it(`are understood by OCSP: ${options.join(' ') || 'as it answers by itself'}`, async () => {
      assert.equal((await ocsp(good, ...options)).state, 'good');
      const said = await ocsp(revoked, ...options);
      assert.deepEqual(said.state === 'revoked' && [said.since, said.reason], [
        REVOKED_AT,
        'keyCompromise',
      ]);
      const profile = sealSigningProfile('3900383669', 'Deneme A.Ş.');
      const stranger = issueCertificate(pki.issuer, profile, pki.issuer.publicKey);
      const unknown = await ocsp(parseX509(stranger), ...options);
      assert.deepEqual(unknown, { state: 'unknown', reason: 'unknown-there' });
    });
  }

  it('are refused by OCSP when they rest on SHA-1', async () => {
    const said = await ocsp(good, '-rmd', 'sha1');
    assert.deepEqual(said, { state: 'unknown', reason: 'answer-refused' });
  });

  it('are understood in CRLs, and refused with SHA-1', async () => {
    const make = async (digest: string) => {
      const { code, text } = await openssl(
        folder,
        ...['ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'issuer.pem', '-keyfile', 'key.pem'],
        ...['-md', digest, '-out', 'list.pem'],
      );
      assert.equal(code, 0, text);
      await openssl(folder, 'crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
      return readFile(join(folder, 'list.crl'));
    };
    const crl = await make('sha256');
    assert.equal(crlStatus(crl, question(good)).state, 'good');
    const said = crlStatus(crl, question(revoked));
    assert.deepEqual(said.state === 'revoked' && [said.since, said.reason], [
      REVOKED_AT,
      'keyCompromise',
    ]);
    assert.equal(crlStatus(await make('sha1'), question(good)).state, 'unknown');
  });

  for (const binding of ['sha1', 'sha256', 'sha384']) {
    it(`are understood as time stamps, whose certificate is bound by ${binding}`, async () => {
      const profile = { subject: [['CN', 'TSA']] as const, extensions: [timeStampingOnly()] };
      const tsa = issueCertificate(pki.issuer, profile, pki.issuer.publicKey);
      await save('tsa.pem', pem(tsa));
      await save('serial', '01\n');
      await save(
        'ts.cnf',
        ['[tsa]', 'default_tsa = own', '[own]', 'serial = serial', 'crypto_device = builtin']
          .concat(['signer_digest = sha256', 'default_policy = 1.2.3', 'digests = sha256'])
          .concat(['accuracy = secs:1, millisecs:500', 'clock_precision_digits = 3'])
          .concat(['tsa_name = yes', `ess_cert_id_alg = ${binding}`, 'ess_cert_id_chain = no'])
          .join('\n'),
      );
      await save('query', stampRequest());
      const { code, text } = await openssl(
        folder,
        ...['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query', '-signer', 'tsa.pem'],
        ...['-inkey', 'key.pem', '-out', 'reply'],
      );
      assert.equal(code, 0, text);
      const response = readTimeStampResponse(await readFile(join(folder, 'reply')));
      assert.ok(response.granted);
      const { problem, info } = verifyTimeStamp(response.token, digestOf(STAMPED));
      assert.deepEqual([problem, info?.policy, info?.accuracyMs], [null, '1.2.3', 1500]);
      assert.ok(Math.abs(Date.now() - (info?.time.getTime() ?? 0)) < 60_000);
      assert.equal(verifyTimeStamp(response.token, digestOf(tsa)).problem, 'imprint');
    });
  }
});
