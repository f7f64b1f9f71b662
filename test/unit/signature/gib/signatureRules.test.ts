import assert from 'node:assert/strict';
import type { UblKind } from '../../../fixtures/documents/ubl.ts';
import { codesOf, findingsOf } from './findingsOf.ts';
import { broken, everywhere, inInvoices, sha1 } from './signatureBreaks.ts';
import { signatureText, signedUbl, type Edit } from './signedDocuments.ts';

const ubl20: Edit = ['<cbc:UBLVersionID>2.1<', '<cbc:UBLVersionID>2.0<'];

describe('GİB’s rules about the signature of an invoice', () => {
  it('find nothing in one that has all parts', () => {
    assert.deepEqual(findingsOf(signedUbl('Invoice', [])), []);
  });

  for (const rule of [...everywhere, ...inInvoices]) {
    it(`refuse ${rule.name}`, () => broken(signedUbl('Invoice', rule.edits), rule, 'error'));
  }

  it('name the rule that GİB’s schematron has for invoices', () => {
    const [finding] = findingsOf(signedUbl('Invoice', [['<xades:SigningCertificate/>', '']]));
    const rule = 'XadesSignatureCheckForInvoice';
    assert.deepEqual(finding?.data, { rule, binds: true, version2: false });
  });

  it('allow RSA with SHA-1 before UBL 2.1, as they are written', () => {
    assert.deepEqual(codesOf(signedUbl('Invoice', [sha1, ubl20])), ['GIB-UBL-VERSION']);
  });

  it('need no ds:X509SubjectName, ds:KeyValue or second reference', () => {
    const edits: readonly Edit[] = [
      [/<ds:X509SubjectName>.*?<\/ds:X509SubjectName>/, ''],
      [/<ds:Reference URI="#Signature-P".*<\/ds:Reference>/, ''],
    ];
    assert.deepEqual(codesOf(signedUbl('Invoice', edits)), []);
  });

  it('look for the properties of XAdES 1.3.2, no other version', () => {
    const other: Edit = ['http://uri.etsi.org/01903/v1.3.2#', 'http://uri.etsi.org/01903/v1.2.2#'];
    assert.deepEqual(codesOf(signedUbl('Invoice', [other])), [
      'GIB-SIGNING-TIME',
      'GIB-SIGNING-CERTIFICATE',
    ]);
  });

  it('do not look at a signature in another place', () => {
    const moved: Edit = [
      '<cbc:UBLVersionID>',
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/><cbc:UBLVersionID>',
    ];
    assert.deepEqual(codesOf(signedUbl('Invoice', [moved])), []);
  });

  it('look at every signature in the place', () => {
    const second: Edit = [
      '</ext:ExtensionContent>',
      `${signatureText('B').replace('<xades:SigningCertificate/>', '')}</ext:ExtensionContent>`,
    ];
    assert.deepEqual(codesOf(signedUbl('Invoice', [second])), ['GIB-SIGNING-CERTIFICATE']);
  });

  it('tell of an empty skeleton what it lacks', () => {
    const skeleton: Edit = [
      /<ds:Signature [^]*<\/ds:Signature>/,
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:SignatureMethod Algorithm=""/><ds:Reference/></ds:SignedInfo></ds:Signature>',
    ];
    assert.deepEqual(codesOf(signedUbl('Invoice', [skeleton])), [
      'GIB-KEY-INFO',
      'GIB-OBJECT',
      'GIB-REFERENCE-COUNT',
      'GIB-TRANSFORMS',
    ]);
  });
});

describe('GİB’s rules about the signature of an application response', () => {
  it('find nothing in one that has all parts', () => {
    assert.deepEqual(findingsOf(signedUbl('ApplicationResponse', [])), []);
  });

  for (const rule of everywhere) {
    it(`refuse ${rule.name}`, () =>
      broken(signedUbl('ApplicationResponse', rule.edits), rule, 'error'));
  }

  for (const { name, edits } of inInvoices) {
    it(`have nothing against ${name}, unlike those for invoices`, () => {
      assert.deepEqual(codesOf(signedUbl('ApplicationResponse', edits)), []);
    });
  }

  it('name the rule that GİB’s schematron has for responses', () => {
    const edits: readonly Edit[] = [['<xades:SigningCertificate/>', '']];
    const [finding] = findingsOf(signedUbl('ApplicationResponse', edits));
    assert.deepEqual(finding?.data, { rule: 'XadesSignatureCheck', binds: true, version2: false });
  });
});

for (const kind of ['DespatchAdvice', 'ReceiptAdvice', 'CreditNote'] satisfies UblKind[]) {
  describe(`GİB’s rules about signatures, taken as advice for a ${kind}`, () => {
    it('find nothing in one that has all parts', () => {
      assert.deepEqual(findingsOf(signedUbl(kind, [])), []);
    });

    for (const rule of [...everywhere, ...inInvoices]) {
      it(`inform of ${rule.name}, and say that the rule does not bind`, () =>
        broken(
          signedUbl(kind, rule.edits),
          { ...rule, data: { ...rule.data, binds: false } },
          'information',
        ));
    }
  });
}
