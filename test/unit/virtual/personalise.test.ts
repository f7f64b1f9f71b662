import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cardCertificates,
  cardPrivateKeys,
  cardSecrets,
  cardSerial,
} from '../../../src/card/storedParts.ts';
import type { CertificateRequest } from '../../../src/card/virtual/personalise.ts';
import { makeCard, personaliseCard } from '../../../src/card/virtual/personalise.ts';
import { readState } from '../../../src/card/virtual/stateFile.ts';
import { restoreCard } from '../../../src/card/virtual/storeCard.ts';
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { toHex } from '../../../src/hex.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import type { TestPki } from '../../../src/pki/testAuthority/authority.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { storedCard } from './testCard.ts';
import { temporaryFolder } from './temporary.ts';

const OWNER = { vkn: '1234567890', tradeName: 'Test Kurum Şti.' };

describe('Personalising a virtual card', () => {
  const folder = temporaryFolder();
  /** One pair of each algorithm serves all cards of this suite. */
  const pairs = { 'RSA-2048': generateKeyPair('RSA-2048'), 'EC-P384': generateKeyPair('EC-P384') };
  const keyPair = (algorithm: KeyPair['algorithm']) => pairs[algorithm];
  let pki: TestPki;
  let asked: CertificateRequest[];
  const issue = (request: CertificateRequest) => {
    asked.push(request);
    return issueCertificate(pki.issuer, request.profile, request.publicKey);
  };
  const design = { name: 'Test', profile: 'mali-muhur', owner: OWNER, keyPair, issue } as const;

  before(async () => {
    pki = await createTestPki(ISSUER_NAMES.seal);
  });
  beforeEach(() => {
    asked = [];
  });

  it('asks the given issuer for a certificate of each key, in the owner’s name', async () => {
    const { card } = await makeCard(design);
    assert.deepEqual(
      asked.map(({ use }) => use),
      ['sign', 'decipher'],
    );
    assert.equal(card.vkn, OWNER.vkn);
    const certificates = cardCertificates(card);
    assert.deepEqual(
      certificates.map(({ label }) => label),
      [`${OWNER.vkn}SIGN0`, `${OWNER.vkn}ENCR0`],
    );
    const issuer = new X509Certificate(pki.issuer.certificate);
    for (const { der } of certificates) {
      const certificate = new X509Certificate(der);
      assert.ok(certificate.verify(issuer.publicKey));
      assert.match(certificate.subject, /CN=Test Kurum Şti\./);
    }
  });

  it('names a sole trader by the number of the person', async () => {
    const owner = { tckn: '11111111110', name: 'Test Kişi' };
    const { card } = await makeCard({ ...design, owner });
    assert.deepEqual([card.vkn, card.tckn], [null, owner.tckn]);
    assert.equal(cardCertificates(card)[0]?.label, `${owner.tckn}SIGN0`);
  });

  it('gives no qualified certificate to an organisation', async () => {
    await assert.rejects(makeCard({ ...design, profile: 'e-imza' }), RangeError);
  });

  it('makes the signature key EC when asked, and the encryption key RSA all the same', async () => {
    const { card } = await makeCard({ ...design, algorithm: 'EC-P384' });
    assert.deepEqual(
      cardPrivateKeys(card).map(({ algorithm, uses }) => [algorithm, ...uses]),
      [
        ['EC-P384', 'sign'],
        ['RSA-2048', 'decipher'],
      ],
    );
  });

  it('leaves out the signing certificate when asked, and keeps its key', async () => {
    const { card } = await makeCard({ ...design, without: 'signing-certificate' });
    assert.equal(asked.length, 2);
    assert.deepEqual(
      cardCertificates(card).map(({ id, label }) => [id, label]),
      [['02', `${OWNER.vkn}ENCR0`]],
    );
    assert.deepEqual(
      cardPrivateKeys(card).map(({ id, label }) => [id, label]),
      [
        ['01', `${OWNER.vkn}SIGN0`],
        ['02', `${OWNER.vkn}ENCR0`],
      ],
    );
  });

  it('delivers a blocked PIN or PUK when asked, and no more tries than there are', async () => {
    const { card } = await makeCard({ ...design, pinTriesLeft: 0, pukTriesLeft: 0 });
    const { pin, puk } = card.contents;
    assert.deepEqual([pin.triesLeft, puk.triesLeft], [0, 0]);
    await assert.rejects(makeCard({ ...design, pinTriesLeft: 4 }), RangeError);
  });

  it('lets the issuer read what is on the card', async () => {
    const { card } = await makeCard(design);
    assert.equal(cardSerial(card), toHex(card.contents.serial));
    assert.match(cardSecrets(card).pin, /^\d{6}$/);
    assert.match(cardSecrets(card).puk, /^\d{8}$/);
    for (const { id, pkcs8 } of cardPrivateKeys(card)) {
      const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
      const der = cardCertificates(card).find((certificate) => certificate.id === id)?.der ?? '';
      assert.ok(new X509Certificate(der).checkPrivateKey(key));
    }
  });

  it('writes the certificates above those on the card beside it', async () => {
    const issuers = [pki.issuer.certificate, pki.root.certificate];
    await personaliseCard({ ...design, issuers, directory: folder.path });
    const pem = await readFile(join(folder.path, 'issuers.pem'), 'utf8');
    assert.equal(pem, issuers.map((der) => new X509Certificate(der).toString()).join(''));
  });

  it('passes on what the issuer throws, and leaves no card', async () => {
    const fail = () => Promise.reject(new Error('closed today'));
    const directory = folder.path;
    await assert.rejects(personaliseCard({ ...design, issue: fail, directory }), /closed today/);
    assert.equal(await readState(directory), null);
  });

  it('replaces no card, while restoring does', async () => {
    const directory = folder.path;
    await personaliseCard({ ...design, directory });
    await assert.rejects(personaliseCard({ ...design, directory }), (error: unknown) =>
      isMuhurError(error, 'virtual-card/exists'),
    );
    const card = await storedCard();
    await restoreCard(directory, { card, issuers: [] });
    assert.deepEqual(await readState(directory), card);
  });

  it('restores into a folder that is not there any more', async () => {
    const card = await storedCard();
    await rm(folder.path, { recursive: true });
    await restoreCard(folder.path, { card, issuers: [] });
    assert.deepEqual(await readState(folder.path), card);
  });

  it('restores no card that somebody uses', async () => {
    const card = await storedCard();
    await restoreCard(folder.path, { card, issuers: [] });
    const open = await VirtualCard.open(folder.path);
    await assert.rejects(restoreCard(folder.path, { card, issuers: [] }), (error: unknown) =>
      isMuhurError(error, 'virtual-card/in-use'),
    );
    await open.close();
  });

  it('says where it could not write', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    await assert.rejects(personaliseCard({ ...design, directory: file }), (error: unknown) =>
      isMuhurError(error, 'virtual-card/storage'),
    );
  });
});
