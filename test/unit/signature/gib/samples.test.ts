import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOf } from './findingsOf.ts';

/** What a skeleton of a signature lacks. */
const skeleton = ['GIB-KEY-INFO', 'GIB-OBJECT', 'GIB-REFERENCE-COUNT', 'GIB-TRANSFORMS'];

/** Documents that GİB published, and what its own rules say of them; nothing of all others. */
const expected = new Map<string, readonly string[]>([
  // Written for UBL 2.0, as signed in 2013.
  ['1_TEMEL_FATURA.xml', ['GIB-UBL-VERSION', 'GIB-CUSTOMIZATION']],
  ['IHRACAT.xml', skeleton],
  ['YOLCUBERABER.xml', skeleton],
  // Its number has one digit too many.
  ['TemelFaturaOrnegi.xml', ['GIB-INVOICE-ID']],
  // Answers to invoices, with room for a signature and without cac:Signature.
  ['IadeUygulamaYanitiOrnegi.xml', ['GIB-RESPONSE-SIGNATURE']],
  ['KabulUygulamaYanitiOrnegi.xml', ['GIB-RESPONSE-SIGNATURE']],
  ['RedUygulamaYanitiOrnegi.xml', ['GIB-RESPONSE-SIGNATURE']],
]);

describe('GİB’s rules on GİB’s own samples', () => {
  const samples = process.env['MUHUR_SAMPLES'];

  for (const [folder, count] of [
    ['gib-ubltr/xml', 29],
    ['gib-efatura', 3],
  ] as const) {
    (samples === undefined ? it.skip : it)(`say what is known of ${folder} (MUHUR_SAMPLES)`, () => {
      const path = join(samples ?? '', folder);
      const files = readdirSync(path).filter((file) => file.endsWith('.xml'));
      assert.equal(files.length, count);
      for (const file of files) {
        assert.deepEqual(codesOf(readFileSync(join(path, file))), expected.get(file) ?? [], file);
      }
    });
  }
});
