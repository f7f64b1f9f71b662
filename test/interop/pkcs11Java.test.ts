import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { fromHex } from '../../src/hex.ts';
import { bytes } from '../contract/keyContract.ts';
import { apduSessions } from '../contract/cardContract.ts';
import { InProcessReaders } from '../../src/card/reader/inProcess.ts';
import { READERS } from '../rig/pcscd.ts';
import { cardInVpcd, certificatesOf } from '../rig/virtualCardInVpcd.ts';
import { java } from './java.ts';
import { OpenSc, needsOpenSc, openScModule } from './opensc.ts';

const PROGRAM = fileURLToPath(new URL('Pkcs11Sign.java', import.meta.url));
const DATA = Buffer.from('Sayın alıcı, faturanız ektedir.');

describe('Our card through OpenSC’s module in a Java program', function () {
  this.timeout(60_000);
  let opensc: OpenSc;
  let card: VirtualCard;
  let remove = (): Promise<void> => Promise.resolve();

  before(async function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    ({ card, dispose: remove } = await cardInVpcd(READERS[0].port));
    await opensc.untilCard(true);
  });
  after(async () => {
    await remove();
    opensc.dispose();
  });

  it('signs what its certificate verifies, byte for byte as by our own commands', async function () {
    const data = opensc.file('document', DATA);
    const args = [PROGRAM, openScModule(), card.secrets.pin, data];
    const printed = await java(this, args, opensc.env);
    const [, name, hex = ''] = /^(\S+) ([0-9a-f]{512})$/m.exec(printed) ?? assert.fail(printed);
    const [certificate] = (await certificatesOf(card)).filter(({ label }) => label === name);
    assert.ok(certificate, name);
    const signature = fromHex(hex);
    const { publicKey } = new crypto.X509Certificate(certificate.der);
    assert.ok(crypto.verify('sha256', DATA, publicKey, signature));
    assert.deepEqual(signature, await signedByUs(certificate.id));
  });

  const signedByUs = async (id: string) => {
    const readers = new InProcessReaders();
    const reader = readers.insert(card);
    const hash = crypto.createHash('sha256').update(DATA).digest('hex');
    const digestInfo = fromHex(`3031300D060960864801650304020105000420${hash}`);
    return apduSessions((mode) => readers.connect(reader, mode))(async (open) => {
      await open.verifyPin(bytes(card.secrets.pin));
      return open.sign(id, { kind: 'digest-info', digestInfo });
    });
  };
});
