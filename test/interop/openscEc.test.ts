import assert from 'node:assert/strict';
import { X509Certificate, createHash } from 'node:crypto';
import { join } from 'node:path';
import { cardCertificates } from '../../src/card/storedParts.ts';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { ecdsaToDer } from '../../src/pki/ecdsaSignature.ts';
import { READERS } from '../rig/pcscd.ts';
import { cardInVpcd, newVirtualCard } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, runProgram, undoAfter } from './opensc.ts';

/** Of the base point of P-384: as a hash it is 0 when computed with. */
const ORDER =
  'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973';

/** EC keys are our own extension: OpenSC's AKİS driver can list them, but it signs with RSA only. */
describe('a virtual card with an EC key, as OpenSC and OpenSSL see it', () => {
  const undo = undoAfter();
  let opensc: OpenSc;
  let inserted: Awaited<ReturnType<typeof cardInVpcd>>;

  before(async function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
    inserted = await cardInVpcd(READERS[0].port, { algorithm: 'EC-P384' });
    undo.add(() => opensc.untilCard(false));
    undo.add(inserted.dispose);
    await opensc.untilCard(true);
  });

  const succeeds = async (program: string, ...args: string[]) => {
    const run = await opensc.run(program, ...args);
    assert.equal(run.code, 0, run.text);
    return run;
  };
  const openssl = async (...args: string[]) => {
    const run = await runProgram('openssl', args);
    assert.equal(run.code, 0, run.text);
    return run.text;
  };
  const signingCertificate = async () =>
    (await succeeds('pkcs15-tool', '--read-certificate', '01')).stdout;

  it('lists without an error, one key EC and one RSA', async () => {
    const { text } = await succeeds('pkcs15-tool', '--dump');
    const vkn = inserted.card.vkn ?? '';
    for (const line of [
      `Private EC Key [${vkn}SIGN0]`,
      'FieldLength    : 384',
      `Private RSA Key [${vkn}ENCR0]`,
      `X.509 Certificate [${vkn}SIGN0]`,
      `X.509 Certificate [${vkn}ENCR0]`,
    ]) {
      assert.ok(text.includes(line), `“${line}” is missing in ${text}`);
    }
    assert.doesNotMatch(text, /error|failed/i);
    for (const list of ['--list-certificates', '--list-keys', '--list-pins']) {
      await succeeds('pkcs15-tool', list);
    }
    const objects = await succeeds('pkcs11-tool', '--module', 'opensc-pkcs11.so', '-O');
    assert.equal(objects.text.match(/Certificate Object/g)?.length, 2);
  });

  it('has certificates that openssl verifies up to the root', async () => {
    const leaf = opensc.file(
      'leaf.pem',
      new X509Certificate(await signingCertificate()).toString(),
    );
    const issuers = join(inserted.card.directory, 'issuers.pem');
    const text = await openssl('verify', '-CAfile', issuers, '-x509_strict', leaf);
    assert.match(text, /leaf\.pem: OK/);
    const shown = await openssl('x509', '-in', leaf, '-noout', '-text');
    assert.match(shown, /ASN1 OID: secp384r1/);
    assert.match(shown, /Signature Algorithm: ecdsa-with-SHA384/);
  });

  it('signs hashes that openssl verifies, those too that are hard to compute with', async () => {
    // In no reader, because PC/SC resets an idle card whenever it likes.
    const { card, dispose } = await newVirtualCard({ algorithm: 'EC-P384' });
    undo.add(dispose);
    const state = await readState(card.directory);
    assert.ok(state);
    const { publicKey } = new X509Certificate(cardCertificates(state)[0]?.der ?? '');
    const key = opensc.file('key.pem', String(publicKey.export({ type: 'spki', format: 'pem' })));
    const send = async (command: string) => toHex(await card.transmit(fromHex(command)));
    assert.equal(await send(`0020008006${toHex(Buffer.from(card.secrets.pin))}`), '9000');
    assert.equal(await send('0022C301'), '9000');
    const hash = createHash('sha384').update('İmzalanacak belge\n').digest('hex');
    for (const value of [hash, '00'.repeat(48), '00'.repeat(47) + '01', 'FF'.repeat(48), ORDER]) {
      const answer = await send(`002A9E9A30${value}00`);
      assert.match(answer, /^[0-9A-F]{192}9000$/);
      const signature = ecdsaToDer(fromHex(answer.slice(0, -4)));
      const files = ['-in', opensc.file('hash', fromHex(value))];
      files.push('-sigfile', opensc.file('signature', signature));
      await openssl('pkeyutl', '-verify', '-pubin', '-inkey', key, ...files);
    }
  });

  it('is refused by OpenSC’s AKİS driver when it is to sign, which costs no try', async () => {
    const hash = opensc.file('hash', createHash('sha384').update('belge').digest());
    const { pin } = inserted.card.secrets;
    const how = ['--sign', '--sha-384', '--raw', '-k', '01', '--pin', pin, '-i', hash];
    const { code, text } = await opensc.run('pkcs15-crypt', ...how, '-o', opensc.file('out'));
    assert.notEqual(code, 0, text);
    assert.match(text, /Compute signature failed: Not supported/);
    assert.equal((await readState(inserted.card.directory))?.contents.pin.triesLeft, 3);
  });
});
