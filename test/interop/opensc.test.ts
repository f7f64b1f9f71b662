import assert from 'node:assert/strict';
import { X509Certificate, createHash, publicEncrypt, constants, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CardFile } from '../../src/card/virtual/os/contents.ts';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { READERS } from '../rig/pcscd.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, runProgram, undoAfter } from './opensc.ts';

const MODULE = ['--module', 'opensc-pkcs11.so'];
const MESSAGE = Buffer.from('İmzalanacak belge\n');

/** OpenSC knows nothing of us: what it makes of the card is what any other program would. */
describe('the virtual card, as OpenSC’s AKİS driver sees it', () => {
  const undo = undoAfter();
  let opensc: OpenSc;
  let inserted: Awaited<ReturnType<typeof cardInVpcd>>;
  /** By file identifier, DER. */
  let certificates: ReadonlyMap<number, Buffer>;

  before(async function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
    inserted = await cardInVpcd(READERS[0].port);
    undo.add(() => opensc.untilCard(false));
    undo.add(inserted.dispose);
    certificates = certificatesOf((await readState(inserted.card.directory))?.contents.masterFile);
    await opensc.untilCard(true);
  });

  const succeeds = async (program: string, ...args: string[]) => {
    const run = await opensc.run(program, ...args);
    assert.equal(run.code, 0, run.text);
    return run;
  };

  it('is an AKİS card with our ATR and serial number', async () => {
    assert.match((await succeeds('opensc-tool', '--name')).text, /^AKIS$/m);
    const atr = '3b:ba:11:00:81:31:fe:4d:55:45:4b:41:45:20:56:31:2e:30:ae';
    assert.match((await succeeds('opensc-tool', '--atr')).text, new RegExp(`^${atr}$`, 'm'));
    const serial = inserted.card.serial.replace(/..(?=.)/g, '$& ');
    assert.ok((await succeeds('opensc-tool', '--serial')).text.includes(serial));
  });

  it('lists the files of the PKCS#15 layout', async () => {
    const { text } = await succeeds('opensc-tool', '--list-files');
    const paths = [...text.matchAll(/^ *(3f00\w*)/gm)].map(([, path]) => path);
    assert.deepEqual(paths, [
      '3f00',
      '3f002f00',
      '3f005015',
      ...['5031', '5032', '4401', '4402', '4403', '4501', '4502'].map((id) => `3f005015${id}`),
    ]);
  });

  it('has two keys, two certificates, a PIN and a PUK', async () => {
    const { text } = await succeeds('pkcs15-tool', '--dump');
    const vkn = inserted.card.vkn ?? '';
    for (const line of [
      'Manufacturer ID: Mali Muhur Virtual Card',
      `Private RSA Key [${vkn}SIGN0]`,
      `Private RSA Key [${vkn}ENCR0]`,
      `X.509 Certificate [${vkn}SIGN0]`,
      `X.509 Certificate [${vkn}ENCR0]`,
      'Length         : min_len:4, max_len:16',
      'Reference      : 128 (0x80)',
      'local, initialized, unblockingPin',
    ]) {
      assert.ok(text.includes(line), `“${line}” is missing in ${text}`);
    }
    for (const list of ['--list-certificates', '--list-keys', '--list-pins']) {
      await succeeds('pkcs15-tool', list);
    }
  });

  it('gives the certificates that are on it, byte for byte', async () => {
    for (const [id, file] of [
      ['01', 0x4501],
      ['02', 0x4502],
    ] as const) {
      const { stdout } = await succeeds('pkcs15-tool', '--read-certificate', id);
      assert.deepEqual(new X509Certificate(stdout).raw, certificates.get(file));
    }
  });

  it('shows its token and its objects through PKCS#11', async () => {
    assert.match((await succeeds('pkcs11-tool', ...MODULE, '-L')).text, /login required/);
    const { text } = await succeeds('pkcs11-tool', ...MODULE, '-O');
    assert.equal(text.match(/Certificate Object/g)?.length, 2);
  });

  it('passes pkcs11-tool --login --test without an error', async () => {
    const { pin } = inserted.card.secrets;
    const { text } = await succeeds('pkcs11-tool', ...MODULE, '--login', '--pin', pin, '--test');
    assert.match(text, /^No errors$/m);
    assert.doesNotMatch(text, /\bERR\b|error:|fail/);
    for (const mechanism of ['RSA-X-509', 'RSA-PKCS', 'RSA-PKCS-OAEP']) {
      assert.match(text.slice(text.indexOf('Decryption')), new RegExp(`${mechanism}:[^:]*OK`));
    }
  });

  it('signs through PKCS#11 what openssl verifies', async () => {
    const [input, output] = [opensc.file('message', MESSAGE), opensc.file('signature')];
    const { pin } = inserted.card.secrets;
    const sign = ['--sign', '-m', 'SHA256-RSA-PKCS', '--id', '01', '-i', input, '-o', output];
    await succeeds('pkcs11-tool', ...MODULE, '--login', '--pin', pin, ...sign);
    await opensslVerifies(input, output);
  });

  it('signs through PKCS#15 what openssl verifies', async () => {
    const hash = opensc.file('hash', createHash('sha256').update(MESSAGE).digest());
    const [input, output] = [opensc.file('message', MESSAGE), opensc.file('signature')];
    const { pin } = inserted.card.secrets;
    const how = ['--pkcs1', '--sha-256', '--raw', '-k', '01', '--pin', pin];
    await succeeds('pkcs15-crypt', '--sign', ...how, '-i', hash, '-o', output);
    await opensslVerifies(input, output);
    const { publicKey } = certificate(0x4501);
    assert.ok(verify('sha256', MESSAGE, publicKey, readFileSync(output)));
  });

  it('deciphers what was encrypted for it', async () => {
    const key = certificate(0x4502).publicKey;
    const cryptogram = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, MESSAGE);
    const [input, output] = [opensc.file('cryptogram', cryptogram), opensc.file('plain')];
    const { pin } = inserted.card.secrets;
    const how = ['--pkcs1', '--raw', '-k', '02', '--pin', pin, '-i', input, '-o', output];
    await succeeds('pkcs15-crypt', '--decipher', ...how);
    assert.deepEqual(readFileSync(output), MESSAGE);
  });

  function certificate(file: number): X509Certificate {
    return new X509Certificate(certificates.get(file) ?? '');
  }

  async function opensslVerifies(input: string, signature: string): Promise<void> {
    const spki = certificate(0x4501).publicKey.export({ type: 'spki', format: 'pem' });
    const key = opensc.file('key.pem', spki);
    const args = ['dgst', '-sha256', '-verify', key, '-signature', signature, input];
    const { code, text } = await runProgram('openssl', args);
    assert.equal(code, 0, text);
  }
});

function certificatesOf(file: CardFile | undefined): ReadonlyMap<number, Buffer> {
  if (file?.kind !== 'df') return new Map();
  return new Map(
    file.children.flatMap((child): [number, Buffer][] =>
      child.kind === 'df' ? [...certificatesOf(child)] : [[child.id, Buffer.from(child.content)]],
    ),
  );
}
