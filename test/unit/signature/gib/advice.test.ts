import assert from 'node:assert/strict';
import { userAccount } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { findingsOf, partyFindingsOf } from './findingsOf.ts';
import { edited, signedUbl, signedUser, type Edit } from './signedDocuments.ts';

describe('What İmzager wants otherwise', () => {
  const certificate = '<ds:X509Certificate>AAAA</ds:X509Certificate>';
  const cases: readonly (readonly [string, Edit])[] = [
    ['certificates', [certificate, `${certificate}${certificate}`]],
    ['base64-lines', [certificate, certificate.replace('AAAA', 'A'.repeat(77))]],
    ['base64-lines', ['Value>AAAA</ds:SignatureV', `Value>${'A'.repeat(77)}</ds:SignatureV`]],
    ['signing-time', ['14:42:00+03:00<', '11:42:00Z<']],
  ];

  for (const [advice, edit] of cases) {
    it(`is information, never more: ${advice}`, () => {
      for (const document of [signedUbl('Invoice', [edit]), signedUser([edit])]) {
        const [finding, ...more] = findingsOf(document);
        assert.deepEqual(more, []);
        assert.equal(finding?.code, 'GIB-IMZAGER');
        assert.equal(finding.severity, 'information');
        assert.deepEqual(finding.data, { advice });
      }
    });
  }

  it('is an Id that is an XML name', () => {
    const withId = (id: string) =>
      signedUbl('Invoice', [[' Id="Signature"', ` Id="${id}"`]], { signatureUri: `#${id}` });
    for (const id of ['1', '96a8b0f1-7e10', 'a b', 'a:b', '']) {
      assert.deepEqual(
        findingsOf(withId(id)).map(({ data }) => data),
        [{ advice: 'id' }],
        id,
      );
    }
    for (const id of ['_1', 'Signature_TST-1.2', 'İmza']) {
      assert.deepEqual(findingsOf(withId(id)), [], id);
    }
  });

  it('is xmlns:ext at the root of a UBL document', () => {
    const ext =
      'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"';
    const edits: readonly Edit[] = [
      [ext, ''],
      ['<ext:UBLExtensions>', `<ext:UBLExtensions ${ext}>`],
    ];
    assert.deepEqual(
      findingsOf(signedUbl('ApplicationResponse', edits)).map(({ data }) => data),
      [{ advice: 'ext-namespace' }],
    );
    assert.deepEqual(findingsOf(edited(ublDocument('ApplicationResponse'), edits)), []);
  });

  it('is Base64 in lines of 76, and that is enough', () => {
    const lines = `${'A'.repeat(76)}\n${'A'.repeat(76)}`;
    assert.deepEqual(
      findingsOf(signedUbl('Invoice', [['>AAAA</ds:SignatureV', `>${lines}</ds:SignatureV`]])),
      [],
    );
  });
});

describe('The signer and the sender', () => {
  const SUPPLIER = '1234567801';
  const INTEGRATOR = '9876543217';

  it('are the same in each kind of document', () => {
    for (const kind of [
      'Invoice',
      'ApplicationResponse',
      'DespatchAdvice',
      'ReceiptAdvice',
      'CreditNote',
    ] as const) {
      assert.deepEqual(partyFindingsOf(ublDocument(kind), SUPPLIER), [], kind);
      const [finding] = partyFindingsOf(ublDocument(kind), INTEGRATOR);
      assert.equal(finding?.code, 'GIB-SIGNER-OTHER', kind);
      assert.equal(finding.severity, 'information');
      assert.deepEqual(finding.data, { signer: INTEGRATOR, party: SUPPLIER, named: false });
    }
    assert.deepEqual(partyFindingsOf(userAccount('CancelUserAccount'), SUPPLIER), []);
    assert.equal(partyFindingsOf(userAccount('CancelUserAccount'), INTEGRATOR).length, 1);
  });

  it('may differ, and the document may name the signer itself', () => {
    const document = edited(ublDocument('Invoice'), [
      [`VKN_TCKN">${SUPPLIER}<`, `VKN_TCKN">${INTEGRATOR}<`],
    ]);
    const [finding] = partyFindingsOf(document, INTEGRATOR);
    assert.deepEqual(finding?.data, { signer: INTEGRATOR, party: SUPPLIER, named: true });
  });

  it('are compared by the number the sender has as VKN or TCKN, whichever comes first', () => {
    const document = edited(ublDocument('Invoice', { signatureUri: null }), [
      [
        `<cac:PartyIdentification>`,
        `<cac:PartyIdentification><cbc:ID schemeID="MUSTERINO">0123456789</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID schemeID="TCKN">10000000146</cbc:ID></cac:PartyIdentification><cac:PartyIdentification>`,
      ],
    ]);
    assert.deepEqual(partyFindingsOf(document, SUPPLIER), []);
    assert.deepEqual(partyFindingsOf(document, '10000000146'), []);
    const [finding] = partyFindingsOf(document, INTEGRATOR);
    assert.deepEqual(finding?.data, { signer: INTEGRATOR, party: '10000000146', named: false });
  });

  it('are not compared where the sender has no such number', () => {
    const none = ublDocument('Invoice', { taxNumber: 'VKN' });
    assert.deepEqual(partyFindingsOf(none, INTEGRATOR), []);
    assert.deepEqual(partyFindingsOf('<a/>', INTEGRATOR), []);
  });
});
