import assert from 'node:assert/strict';
import { eArchiveReport, envelope, ledger } from '../../../fixtures/documents/gib.ts';
import { ublDocument, type UblKind, type UblOptions } from '../../../fixtures/documents/ubl.ts';
import { codesOf, findingsOf } from './findingsOf.ts';
import { edited, signatureText, signedUbl, type Edit } from './signedDocuments.ts';

const unsigned = (kind: UblKind, edits: readonly Edit[], options?: UblOptions) =>
  edited(ublDocument(kind, options), edits);
const ubl20: Edit = ['<cbc:UBLVersionID>2.1<', '<cbc:UBLVersionID>2.0<'];
const tr10: Edit = ['<cbc:CustomizationID>TR1.2<', '<cbc:CustomizationID>TR1.0<'];
const idOf = (id: string): Edit => ['<cbc:ID>ABC2026000000001<', `<cbc:ID>${id}<`];
const secondCac: Edit = [
  '<cac:Signature>',
  '<cac:Signature><cbc:ID schemeID="VKN_TCKN">1234567801</cbc:ID></cac:Signature><cac:Signature>',
];
const schemeVkn: Edit = ['schemeID="VKN_TCKN"', 'schemeID="VKN"'];
const shortId: Edit = ['VKN_TCKN">1234567801<', 'VKN_TCKN">123456780<'];
const paddedId: Edit = ['VKN_TCKN">1234567801<', 'VKN_TCKN"> 1234567801 <'];
const noSignatory: Edit = [
  /(?<=<cac:SignatoryParty>\s*<cac:PartyIdentification>\s*<cbc:ID schemeID=")VKN/,
  'MERSISNO',
];
const notExport: Edit = ['<cbc:ProfileID>TICARIFATURA<', '<cbc:ProfileID>IHRACAT<'];
const responseOf = (code: string): Edit => ['>KABUL<', `>${code}<`];

describe('GİB’s rules about a document, signed or not', () => {
  for (const kind of [
    'Invoice',
    'ApplicationResponse',
    'DespatchAdvice',
    'ReceiptAdvice',
    'CreditNote',
  ] as const) {
    it(`find nothing in a good ${kind} that is not signed`, () => {
      for (const place of ['empty', 'empty-tag', 'placeholder', 'taken'] as const) {
        assert.deepEqual(findingsOf(ublDocument(kind, { place })), [], place);
      }
    });
  }

  it('demand UBL 2.1 of invoices and responses alone', () => {
    assert.deepEqual(codesOf(unsigned('Invoice', [ubl20]), 'error'), ['GIB-UBL-VERSION']);
    assert.deepEqual(codesOf(unsigned('ApplicationResponse', [ubl20]), 'error'), [
      'GIB-UBL-VERSION',
    ]);
    for (const kind of ['DespatchAdvice', 'ReceiptAdvice', 'CreditNote'] as const) {
      assert.deepEqual(codesOf(unsigned(kind, [ubl20])), [], kind);
    }
  });

  it('demand TR1.2 or TR1.2.1 of all but credit notes', () => {
    for (const kind of [
      'Invoice',
      'ApplicationResponse',
      'DespatchAdvice',
      'ReceiptAdvice',
    ] as const) {
      assert.deepEqual(codesOf(unsigned(kind, [tr10]), 'error'), ['GIB-CUSTOMIZATION'], kind);
      const tr121: Edit = ['>TR1.2<', '>TR1.2.1<'];
      assert.deepEqual(codesOf(unsigned(kind, [tr121])), [], kind);
    }
    assert.deepEqual(codesOf(unsigned('CreditNote', [tr10])), []);
  });

  it('compare values as XPath does: with their white space, without comments', () => {
    const spaced: Edit = ['>2.1<', '> 2.1<'];
    assert.deepEqual(codesOf(unsigned('Invoice', [spaced])), ['GIB-UBL-VERSION']);
    const commented: Edit = ['>2.1<', '>2<!-- -->.1<'];
    assert.deepEqual(codesOf(unsigned('Invoice', [commented])), []);
  });

  it('stand at the root when the element is missing', () => {
    const document = unsigned('Invoice', [[/<cbc:UBLVersionID>.*<\/cbc:UBLVersionID>/, '']]);
    const [finding] = findingsOf(document);
    assert.equal(finding?.code, 'GIB-UBL-VERSION');
    const bytes = Buffer.from(document);
    assert.match(bytes.toString('utf8', finding.position?.start, finding.position?.end), /^<Inv/);
  });

  it('demand a number of three letters, year and nine digits of invoices and despatch advices', () => {
    for (const kind of ['Invoice', 'DespatchAdvice'] as const) {
      for (const id of ['GIB20090000000001', 'abc2026000000001', 'ABC1926000000001', '', 'ABC']) {
        assert.deepEqual(codesOf(unsigned(kind, [idOf(id)]), 'error'), ['GIB-INVOICE-ID'], id);
      }
      assert.deepEqual(codesOf(unsigned(kind, [idOf('0012026000000010')])), []);
      const twice = 'ABC2026000000001</cbc:ID><cbc:ID>ABC2026000000002';
      assert.deepEqual(codesOf(unsigned(kind, [idOf(twice)])), ['GIB-INVOICE-ID']);
      assert.deepEqual(codesOf(unsigned(kind, [[/<cbc:ID>ABC.*<\/cbc:ID>/, '']])), [
        'GIB-INVOICE-ID',
      ]);
    }
    for (const kind of ['ReceiptAdvice', 'ApplicationResponse', 'CreditNote'] as const) {
      assert.deepEqual(codesOf(unsigned(kind, [idOf('A-1')])), [], kind);
    }
  });

  it('allow one cac:Signature', () => {
    assert.deepEqual(codesOf(unsigned('Invoice', [secondCac]), 'error'), [
      'GIB-CAC-SIGNATURE-COUNT',
    ]);
    assert.deepEqual(codesOf(unsigned('ApplicationResponse', [secondCac]), 'error'), [
      'GIB-CAC-SIGNATURE-COUNT',
    ]);
    assert.deepEqual(codesOf(unsigned('DespatchAdvice', [secondCac]), 'information'), [
      'GIB-CAC-SIGNATURE-COUNT',
    ]);
  });

  it('want VKN_TCKN and its length in the ID of cac:Signature', () => {
    for (const [edit, wrong] of [
      [schemeVkn, 'schemeID'],
      [shortId, 'length'],
      [paddedId, 'length'],
    ] as const) {
      for (const kind of ['Invoice', 'ApplicationResponse'] as const) {
        const [finding, ...more] = findingsOf(unsigned(kind, [edit]));
        assert.deepEqual(more, []);
        assert.equal(finding?.severity, 'error');
        assert.equal(finding.code, 'GIB-CAC-SIGNATURE-ID');
        assert.deepEqual(finding.data, { rule: 'SignatureCheck', binds: true, wrong });
      }
      assert.deepEqual(codesOf(unsigned('ReceiptAdvice', [edit]), 'information'), [
        'GIB-CAC-SIGNATURE-ID',
      ]);
    }
    const wrongFirst = unsigned('Invoice', [secondCac, schemeVkn]);
    assert.deepEqual(codesOf(wrongFirst), ['GIB-CAC-SIGNATURE-ID', 'GIB-CAC-SIGNATURE-COUNT']);
    const tckn: Edit = ['VKN_TCKN">1234567801<', 'VKN_TCKN">12345678901<'];
    assert.deepEqual(codesOf(unsigned('Invoice', [tckn])), []);
  });

  it('want a VKN or TCKN of the signatory of an invoice, not of a response', () => {
    assert.deepEqual(codesOf(unsigned('Invoice', [noSignatory]), 'error'), ['GIB-SIGNATORY-PARTY']);
    assert.deepEqual(codesOf(unsigned('DespatchAdvice', [noSignatory]), 'information'), [
      'GIB-SIGNATORY-PARTY',
    ]);
    assert.deepEqual(codesOf(unsigned('ApplicationResponse', [noSignatory])), []);
  });

  it('want the places of a signature in an answer to an invoice, other than for export', () => {
    const missing = { place: 'missing', signatureUri: null } as const;
    for (const code of ['KABUL', 'RED', 'IADE']) {
      const edits = code === 'KABUL' ? [] : [responseOf(code)];
      const findings = findingsOf(unsigned('ApplicationResponse', edits, missing));
      assert.deepEqual(
        findings.map(({ code: found, severity, data }) => [found, severity, data]),
        ['cac:Signature', 'ext:UBLExtensions'].map((part) => [
          'GIB-RESPONSE-SIGNATURE',
          'error',
          { rule: 'ARSignatureCheck', binds: true, missing: part },
        ]),
      );
    }
    for (const edit of [
      notExport,
      responseOf('S_APR'),
      responseOf('GUMRUKONAY'),
      [/<cbc:ProfileID>.*<\/cbc:ProfileID>/, ''] as const,
    ]) {
      assert.deepEqual(codesOf(unsigned('ApplicationResponse', [edit], missing)), []);
    }
  });

  it('see ext:UBLExtensions with a signature in it, and with nothing', () => {
    for (const place of ['empty', 'empty-tag', 'skeleton'] as const) {
      const codes = codesOf(ublDocument('Invoice', { place }));
      assert.ok(!codes.includes('GIB-UBL-EXTENSIONS'), place);
    }
    assert.deepEqual(codesOf(signedUbl('Invoice', [])), []);
  });

  it('know what the XML schema demands of invoices and advices, and not of others', () => {
    const missing = { place: 'missing', signatureUri: null } as const;
    for (const kind of ['Invoice', 'DespatchAdvice', 'ReceiptAdvice'] as const) {
      assert.deepEqual(codesOf(ublDocument(kind, missing), 'error'), [
        'GIB-UBL-EXTENSIONS',
        'GIB-CAC-SIGNATURE-MISSING',
      ]);
    }
    assert.deepEqual(codesOf(ublDocument('CreditNote', missing)), []);
  });

  it('inform of an invoice without xmlns:xsi, since the rule never acts', () => {
    const edits: readonly Edit[] = [
      [/\s+xmlns:xsi="[^"]*"/, ''],
      [/\s+xsi:schemaLocation="[^"]*"/, ''],
    ];
    assert.deepEqual(codesOf(unsigned('Invoice', edits), 'information'), ['GIB-XSI-NAMESPACE']);
    assert.deepEqual(codesOf(unsigned('DespatchAdvice', edits)), []);
  });
});

describe('The URI in cac:Signature', () => {
  it('is warned of when it leads elsewhere than to the signature', () => {
    for (const kind of ['Invoice', 'ApplicationResponse', 'ReceiptAdvice'] as const) {
      for (const signatureUri of ['#Other', 'Signature', '']) {
        const document = signedUbl(kind, [], { signatureUri });
        assert.deepEqual(codesOf(document, 'warning'), ['GIB-SIGNATURE-URI'], signatureUri);
      }
    }
  });

  it('is right when it leads to one of the signatures, or there is none with an Id', () => {
    const signatureUri = '#Other';
    const end = '</ext:ExtensionContent>';
    const two: Edit = [end, `${signatureText('Other')}${end}`];
    assert.deepEqual(codesOf(signedUbl('Invoice', [two], { signatureUri })), []);
    assert.deepEqual(
      codesOf(signedUbl('Invoice', [[' Id="Signature"', '']], { signatureUri })),
      [],
    );
    assert.deepEqual(codesOf(ublDocument('Invoice', { signatureUri })), []);
  });
});

describe('A document of an attacker', () => {
  it('with very many parts for the rules is looked at in a moment, and floods no report', function () {
    this.timeout(10_000);
    const many = (text: string) => text.repeat(15_000);
    const id = '<cbc:ID schemeID="VKN">1</cbc:ID>';
    const uri = `<cac:DigitalSignatureAttachment><cac:ExternalReference><cbc:URI>#</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment>`;
    const document = signedUbl('Invoice', [
      ['<cac:Signature>', `${many(`<cac:Signature>${id}${uri}</cac:Signature>`)}<cac:Signature>`],
    ]);
    const codes = codesOf(document);
    assert.equal(codes.filter((code) => code === 'GIB-CAC-SIGNATURE-ID').length, 20);
    assert.equal(codes.filter((code) => code === 'GIB-SIGNATURE-URI').length, 20);
    assert.equal(codes.length, 41);
  });
});

describe('Documents that GİB’s schematron says nothing of', () => {
  it('have no findings', () => {
    const order = ublDocument('Invoice', { place: 'missing' }).replaceAll(/\bInvoice\b/g, 'Order');
    for (const document of [
      '<a/>',
      eArchiveReport(),
      ledger('defter'),
      ledger('berat'),
      order,
      envelope([ublDocument('Invoice', { place: 'missing', signatureUri: null })]),
    ]) {
      assert.deepEqual(findingsOf(document), [], document.slice(0, 200));
    }
  });
});
