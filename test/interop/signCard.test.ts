import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { encodeDocument } from '../fixtures/documents/encode.ts';
import { envelope } from '../fixtures/documents/gib.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { rightSignatures } from '../unit/signature/build/builder.ts';
import { runProgram } from './opensc.ts';

const [{ name: READER, port: PORT }] = READERS;
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

describe('sign with a card in a reader', function () {
  this.timeout(60_000);
  let folder = '';

  before(async function () {
    needsRig(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-sign-card-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function sign(pin: string, text: string) {
    const file = join(folder, 'belge.xml');
    await writeFile(file, encodeDocument(text));
    const args = [CLI, 'sign', file, '--out', file, '--reader', READER, '--pin-env', 'TEST_PIN'];
    const env = { ...process.env, LC_ALL: 'C', TEST_PIN: pin };
    return { file, ...(await runProgram(process.execPath, args, env)) };
  }

  for (const algorithm of ['RSA-2048', 'EC-P384'] as const) {
    it(`signs a document, and a PIN goes only to what can be signed: ${algorithm}`, async () => {
      const { card, dispose } = await cardInVpcd(PORT, { algorithm });
      try {
        // Neither of the two wrong PINs gets as far as the card.
        const refused = await sign('000000', envelope([ublDocument('Invoice')]));
        assert.match(refused.text, /envelope/);
        const broken = await sign('000000', '<broken');
        assert.match(broken.text, /cannot be read/);
        assert.equal((await readState(card.directory))?.contents.pin.triesLeft, 3);
        const signed = await sign(card.secrets.pin, ublDocument('Invoice'));
        assert.equal(signed.code, 0, signed.text);
        assert.ok(!signed.text.includes(card.secrets.pin));
        assert.equal(await rightSignatures(await readFile(signed.file)), 1);
      } finally {
        await dispose();
      }
    });
  }
});
