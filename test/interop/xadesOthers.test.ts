import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PresetName } from '../../src/signature/xades/build/presets.ts';
import { PRESET_NAMES } from '../../src/signature/xades/build/presets.ts';
import type { WrittenForm } from '../fixtures/documents/encode.ts';
import { encodeDocument } from '../fixtures/documents/encode.ts';
import { eArchiveReport, ledger, otherXml, userAccount } from '../fixtures/documents/gib.ts';
import type { Place } from '../fixtures/documents/ubl.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { needsProgram } from '../support.ts';
import { seals, signWith, stampWith } from '../unit/signature/build/builder.ts';
import { java } from './java.ts';

const run = promisify(execFile);

const KEYS = ['RSA-2048', 'EC-P384'] as const;

/** Every kind of document, and what is difficult about some. */
const documents: Readonly<Record<string, string>> = {
  invoice: ublDocument('Invoice'),
  response: ublDocument('ApplicationResponse'),
  despatch: ublDocument('DespatchAdvice'),
  receipt: ublDocument('ReceiptAdvice'),
  'credit-note': ublDocument('CreditNote'),
  report: eArchiveReport({ entries: 20 }),
  ledger: ledger('defter', { entries: 20 }),
  berat: ledger('berat'),
  user: userAccount('ProcessUserAccount'),
  cancel: userAccount('CancelUserAccount', { place: 'empty-tag' }),
  other: otherXml(),
};

const PLACES: readonly Place[] = ['empty-tag', 'skeleton', 'placeholder', 'taken', 'missing'];

/** Encodings that all three programs read. */
const FORMS: readonly WrittenForm[] = [
  { byteOrderMark: true },
  { lineEnd: '\r\n' },
  { encoding: 'utf-16le' },
  { encoding: 'utf-16be', lineEnd: '\r\n' },
  { encoding: 'iso-8859-9' },
  { encoding: 'windows-1254', lineEnd: '\r' },
  { encoding: 'us-ascii' },
];

describe('Signed documents, in the eyes of others', function () {
  this.timeout(120_000);
  let folder = '';
  /** Names of the files, and how many signatures each has. */
  const files = new Map<string, number>();

  async function put(name: string, bytes: Uint8Array, count = 1): Promise<void> {
    const file = join(folder, `${name}.xml`);
    await writeFile(file, bytes);
    files.set(file, count);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-xades-'));
    const leaves = await seals();
    for (const key of KEYS) {
      const leaf = leaves[key];
      for (const [name, text] of Object.entries(documents)) {
        const original = encodeDocument(text);
        const presets: readonly PresetName[] = name === 'invoice' ? PRESET_NAMES : ['gib'];
        for (const preset of presets) {
          await put(`${name}-${key}-${preset}-b`, signWith(leaf, original, { preset }));
          await put(`${name}-${key}-${preset}-t`, await stampWith(leaf, original, { preset }));
        }
      }
      for (const place of PLACES) {
        const invoice = encodeDocument(ublDocument('Invoice', { place, signatureUri: null }));
        await put(`invoice-${key}-${place}`, signWith(leaf, invoice, { addMissing: true }));
      }
      for (const form of FORMS) {
        const name = `ledger-${key}-${Object.values(form)
          .join('-')
          .replaceAll(/[\r\n]/g, 'x')}`;
        const note = 'Ğİ ışık 😀';
        await put(name, signWith(leaf, encodeDocument(ledger('defter', { note }), form)));
      }
      const once = signWith(leaf, encodeDocument(userAccount('ProcessUserAccount')));
      await put(`user-${key}-twice`, signWith(leaf, once, { existing: 'counter-sign' }), 2);
    }
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('are right to xmlsec1', async function () {
    needsProgram(this, 'xmlsec1');
    for (const [file, count] of files) {
      await assert.doesNotReject(xmlsec(file), file);
      if (count > 1) await assert.doesNotReject(xmlsec(file, ...COUNTER), file);
    }
    const [first = ''] = files.keys();
    await assert.rejects(xmlsec(await changed(first)));
  });

  it('are right to Java, which validates with all its restrictions on', async function () {
    const names = [...files.keys()];
    const wrong = await changed(names[0] ?? '');
    const printed = await java(this, [
      join(import.meta.dirname, 'ValidateXml.java'),
      ...names,
      wrong,
    ]);
    const right = [...files].flatMap(([file, count]) => Array<string>(count).fill(`valid ${file}`));
    assert.deepEqual(printed.trim().split('\n'), [...right, `invalid ${wrong}`]);
  });

  /** A copy of the file with one letter of the document changed. */
  async function changed(file: string): Promise<string> {
    const name = join(folder, 'changed.xml');
    await writeFile(name, (await readFile(file, 'utf8')).replace('Beşiktaş', 'Beşıktaş'));
    return name;
  }
});

const COUNTER = [
  '--id-attr:Id',
  'http://www.w3.org/2000/09/xmldsig#:SignatureValue',
  '--node-xpath',
  "//*[local-name()='CounterSignature']/*[local-name()='Signature']",
];

function xmlsec(file: string, ...more: readonly string[]): Promise<unknown> {
  const properties = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
  const keys = ['--enabled-key-data', 'x509,rsa,ecdsa'];
  return run('xmlsec1', ['--verify', '--insecure', ...keys, ...properties, ...more, file]);
}
