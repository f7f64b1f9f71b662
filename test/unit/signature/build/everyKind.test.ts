import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { WrittenForm } from '../../../fixtures/documents/encode.ts';
import { encodeDocument } from '../../../fixtures/documents/encode.ts';
import { eArchiveReport, ledger, otherXml, userAccount } from '../../../fixtures/documents/gib.ts';
import type { Place, UblKind } from '../../../fixtures/documents/ubl.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { rightSignatures, seals, signWith, validated } from './builder.ts';

const UBL_KINDS: readonly UblKind[] = [
  'Invoice',
  'ApplicationResponse',
  'DespatchAdvice',
  'ReceiptAdvice',
  'CreditNote',
];

const documents: Readonly<Record<string, string>> = {
  ...Object.fromEntries(UBL_KINDS.map((kind) => [kind, ublDocument(kind)])),
  'e-Arşiv report': eArchiveReport(),
  ledger: ledger('defter'),
  berat: ledger('berat'),
  'user account': userAccount('ProcessUserAccount'),
  'cancelled user account': userAccount('CancelUserAccount', {
    language: 'en',
    place: 'empty-tag',
  }),
  'other XML': otherXml(),
};

describe('A signature that is put into a document', () => {
  for (const [name, text] of Object.entries(documents)) {
    for (const key of ['RSA-2048', 'EC-P384'] as const) {
      it(`is right and in its place: ${name}, ${key}`, async () => {
        const original = encodeDocument(text);
        const signed = signWith((await seals())[key], original);
        assert.equal(await rightSignatures(signed), 1);
        isInserted(original, signed);
      });
    }
  }

  for (const [name, text] of Object.entries(documents)) {
    it(`breaks no rule of GİB's schematron, and follows İmzager's advice: ${name}`, async () => {
      const [report] = await validated(signWith((await seals())['EC-P384'], encodeDocument(text)));
      const codes = report?.findings.map(({ code }) => code).filter((code) => !/^CERT-/.test(code));
      // Level B has no time stamp, and that is told.
      assert.deepEqual(codes, ['SIG-TIMESTAMP-NONE']);
    });
  }

  it('names the seal that made it, and when', async () => {
    const { 'EC-P384': leaf } = await seals();
    const signingTime = new Date('2026-03-02T11:42:07.500Z');
    const signed = signWith(leaf, encodeDocument(ublDocument('Invoice')), { signingTime });
    assert.match(text(signed), /<xades:SigningTime>2026-03-02T14:42:07\+03:00</);
    const [report] = await validated(signed);
    const { serialNumber } = new X509Certificate(leaf.certificate.raw);
    assert.ok(report);
    assert.equal(report.signer?.serialNumber, serialNumber);
    assert.equal(report.signingTime, '2026-03-02T11:42:07.000Z');
  });

  const places: readonly Place[] = ['empty', 'empty-tag', 'skeleton', 'placeholder'];
  for (const place of places) {
    it(`stands alone in ext:ExtensionContent where there was: ${place}`, async () => {
      const signed = signWith(
        (await seals())['RSA-2048'],
        encodeDocument(ublDocument('Invoice', { place })),
      );
      assert.equal(await rightSignatures(signed), 1);
      assert.match(text(signed), /<ext:ExtensionContent>\s*<ds:Signature /);
      assert.match(text(signed), /<\/ds:Signature>\s*<\/ext:ExtensionContent>/);
      assert.equal(text(signed).match(/<ds:Signature /g)?.length, 1);
      assert.doesNotMatch(text(signed), /auto-generated/);
    });
  }

  it('has the Id that cac:Signature names, so that nothing else has to change', async () => {
    const signed = signWith((await seals())['RSA-2048'], encodeDocument(ublDocument('Invoice')));
    assert.match(text(signed), /<ds:Signature xmlns:ds="[^"]+" Id="Signature">/);
    assert.match(text(signed), /<cbc:URI>#Signature</);
  });

  it('has an Id of its own where the named one is taken, or is no NCName', async () => {
    const { 'RSA-2048': leaf } = await seals();
    const taken = ublDocument('Invoice').replace('<cbc:Note>', '<cbc:Note Id="Signature">');
    const wrong = ublDocument('Invoice', { signatureUri: '#1 2' });
    for (const document of [taken, wrong]) {
      const signed = signWith(leaf, encodeDocument(document));
      assert.equal(await rightSignatures(signed), 1);
      assert.match(text(signed), / Id="Signature_[-0-9a-f]{36}">/);
    }
  });

  it('contains no carriage return, whatever the line ends of the document', async () => {
    const document = encodeDocument(ublDocument('Invoice'), { lineEnd: '\r\n' });
    const signed = text(signWith((await seals())['RSA-2048'], document));
    const signature = /<ds:Signature [^]*<\/ds:Signature>/.exec(signed)?.[0];
    assert.doesNotMatch(signature ?? '\r', /\r|&#/);
  });

  const forms: readonly WrittenForm[] = [
    ...(['utf-8', 'windows-1254', 'iso-8859-9', 'us-ascii'] as const),
    ...(['utf-16le', 'utf-16be'] as const),
  ].flatMap((encoding) =>
    (['\n', '\r\n', '\r'] as const).flatMap((lineEnd) => [
      { encoding, lineEnd },
      ...(encoding === 'utf-8' ? [{ encoding, lineEnd, byteOrderMark: true }] : []),
      ...(encoding.startsWith('utf-16') ? [{ encoding, lineEnd, byteOrderMark: false }] : []),
    ]),
  );
  for (const form of forms) {
    it(`changes no other byte: ${JSON.stringify(form)}`, async () => {
      const { 'RSA-2048': leaf } = await seals();
      const note = 'Ğİ ışık 😀 & <b>';
      for (const document of [ublDocument('Invoice', { note }), ledger('defter', { note })]) {
        const original = encodeDocument(document, form);
        const signed = signWith(leaf, original, { role: 'Tedarikçi Ğ €' });
        isInserted(original, signed);
        assert.equal(await rightSignatures(signed), 1);
      }
    });
  }
});

/** What was added is one piece, and without it the file is the original. */
function isInserted(original: Uint8Array, signed: Uint8Array): void {
  let start = 0;
  while (start < original.length && original[start] === signed[start]) start++;
  const end = signed.length - (original.length - start);
  const tail = Buffer.from(original.subarray(start));
  const added = signed.length - original.length;
  // An empty-element tag is opened: "/>" goes.
  const opened = original[start] === 0x2f ? 2 : 0;
  const isTail = tail.subarray(opened).equals(signed.subarray(end + opened));
  assert.ok(added > 2000 && isTail, 'more than the signature changed');
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
