import assert from 'node:assert/strict';
import { documentKind } from '../../../../src/signature/gib/documentKind.ts';
import { signaturePlace } from '../../../../src/signature/gib/signaturePlace.ts';
import type { ElementHead } from '../../../../src/signature/xml/tree.ts';

const ubl = (name: string) => `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`;
const head = (namespace: string, localName: string): ElementHead => ({
  prefix: '',
  localName,
  namespace,
  start: 0,
  contentStart: 0,
});
const kindOf = (namespace: string, localName: string) => documentKind({ namespace, localName });

describe('The kind of a document', () => {
  it('follows from the root element of UBL', () => {
    assert.equal(kindOf(ubl('Invoice'), 'Invoice'), 'invoice');
    assert.equal(kindOf(ubl('ApplicationResponse'), 'ApplicationResponse'), 'application-response');
    assert.equal(kindOf(ubl('DespatchAdvice'), 'DespatchAdvice'), 'despatch-advice');
    assert.equal(kindOf(ubl('ReceiptAdvice'), 'ReceiptAdvice'), 'receipt-advice');
    assert.equal(kindOf(ubl('CreditNote'), 'CreditNote'), 'credit-note');
    assert.equal(kindOf(ubl('Order'), 'Order'), 'other-ubl');
  });

  it('follows from the root element of GİB’s other documents', () => {
    assert.equal(kindOf('http://earsiv.efatura.gov.tr', 'eArsivRaporu'), 'e-archive-report');
    assert.equal(kindOf('http://www.edefter.gov.tr', 'defter'), 'ledger');
    assert.equal(kindOf('http://www.edefter.gov.tr', 'berat'), 'ledger-berat');
    assert.equal(kindOf('http://www.hr-xml.org/3', 'ProcessUserAccount'), 'user-account');
    assert.equal(kindOf('http://www.hr-xml.org/3', 'CancelUserAccount'), 'user-account');
    assert.equal(
      kindOf(
        'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader',
        'StandardBusinessDocument',
      ),
      'envelope',
    );
  });

  it('is another one when only the name or only the namespace is right', () => {
    assert.equal(kindOf('', 'Invoice'), 'other-xml');
    assert.equal(kindOf(ubl('Invoice'), 'CreditNote'), 'other-xml');
    assert.equal(kindOf(ubl('Invoice'), 'constructor'), 'other-xml');
    assert.equal(kindOf('http://earsiv.efatura.gov.tr', 'baslik'), 'other-xml');
    assert.equal(kindOf('http://www.edefter.gov.tr', 'eArsivRaporu'), 'other-xml');
  });
});

describe('The place of a signature', () => {
  const ext = ubl('CommonExtensionComponents');
  const invoice = head(ubl('Invoice'), 'Invoice');
  const inExtension = ['UBLExtensions', 'UBLExtension', 'ExtensionContent'].map((name) =>
    head(ext, name),
  );

  it('is the content of an extension in UBL', () => {
    const place = signaturePlace('invoice');
    assert.equal(
      place?.text,
      'ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/ds:Signature',
    );
    assert.equal(place.isInPlace([invoice, ...inExtension]), true);
  });

  it('is nowhere higher, deeper or under other names', () => {
    const isInPlace = (...path: readonly ElementHead[]) =>
      signaturePlace('invoice')?.isInPlace(path);
    assert.equal(isInPlace(), false);
    assert.equal(isInPlace(invoice), false);
    assert.equal(isInPlace(invoice, ...inExtension.slice(0, 2)), false);
    assert.equal(isInPlace(invoice, ...inExtension, head(ext, 'ExtensionContent')), false);
    assert.equal(isInPlace(invoice, invoice, ...inExtension), false);
    assert.equal(isInPlace(head(ubl('CreditNote'), 'CreditNote'), ...inExtension), false);
    const foreign = inExtension.map(({ localName }) => head('urn:other', localName));
    assert.equal(isInPlace(invoice, ...foreign), false);
  });

  it('is the application area of a user document', () => {
    const oa = 'http://www.openapplications.org/oagis/9';
    const place = signaturePlace('user-account');
    assert.equal(place?.text, 'oa:ApplicationArea/oa:Signature/ds:Signature');
    for (const root of ['ProcessUserAccount', 'CancelUserAccount']) {
      const path = [head('http://www.hr-xml.org/3', root), head(oa, 'ApplicationArea')];
      assert.equal(place.isInPlace([...path, head(oa, 'Signature')]), true);
      assert.equal(place.isInPlace(path), false);
    }
  });

  it('is the header of an e-Arşiv report', () => {
    const ns = 'http://earsiv.efatura.gov.tr';
    const place = signaturePlace('e-archive-report');
    assert.equal(place?.text, 'earsiv:baslik/ds:Signature');
    assert.equal(place.isInPlace([head(ns, 'eArsivRaporu'), head(ns, 'baslik')]), true);
    assert.equal(place.isInPlace([head(ns, 'eArsivRaporu')]), false);
  });

  it('is the root of a ledger and of its berat', () => {
    const ns = 'http://www.edefter.gov.tr';
    assert.equal(signaturePlace('ledger')?.text, 'edefter:defter/ds:Signature');
    assert.equal(signaturePlace('ledger')?.isInPlace([head(ns, 'defter')]), true);
    assert.equal(signaturePlace('ledger')?.isInPlace([head(ns, 'berat')]), false);
    assert.equal(signaturePlace('ledger-berat')?.isInPlace([head(ns, 'berat')]), true);
  });

  it('is not known for envelopes and other XML', () => {
    for (const kind of ['envelope', 'other-xml', 'cms'] as const) {
      assert.equal(signaturePlace(kind), null);
    }
  });
});
