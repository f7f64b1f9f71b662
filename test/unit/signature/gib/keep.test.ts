import assert from 'node:assert/strict';
import { ledger, userAccount } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { indexOf } from './findingsOf.ts';
import { edited, signedUbl, signedUser } from './signedDocuments.ts';

const namesIn = (document: string) =>
  indexOf(document).kept.map(({ element, path }) =>
    [...path.slice(1), element].map(({ localName }) => localName).join('/'),
  );

describe('What is kept of a document for GİB’s rules', () => {
  it('is little of an invoice, and as little of one with many lines', () => {
    const expected = [
      'UBLExtensions',
      'UBLVersionID',
      'CustomizationID',
      'ProfileID',
      'ID',
      'Signature',
      'Signature/ID',
      'Signature/SignatoryParty',
      'Signature/SignatoryParty/PartyIdentification/ID',
      'Signature/DigitalSignatureAttachment/ExternalReference/URI',
      'AccountingSupplierParty/Party/PartyIdentification/ID',
    ];
    assert.deepEqual(namesIn(ublDocument('Invoice')), expected);
    assert.deepEqual(namesIn(ublDocument('Invoice', { lines: 100 })), expected);
  });

  it('is the code of a response, and its sender', () => {
    const names = namesIn(ublDocument('ApplicationResponse'));
    assert.ok(names.includes('DocumentResponse/Response/ResponseCode'));
    assert.ok(names.includes('SenderParty/PartyIdentification/ID'));
  });

  it('leaves the signature of an extension to be kept by itself', () => {
    const { kept } = indexOf(signedUbl('Invoice', []));
    const [extensions, signature] = kept;
    assert.equal(extensions?.element.localName, 'UBLExtensions');
    assert.deepEqual(extensions.element.children, []);
    assert.equal(signature?.element.localName, 'Signature');
    assert.equal(signature.path.length, 4);
  });

  it('hides no signature, wherever it was put', () => {
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';
    for (const end of [
      '</cac:Signature>',
      '</cac:SignatoryParty>',
      '</cac:ExternalReference>',
      '</cac:AccountingSupplierParty>',
      '</ext:UBLExtensions>',
    ]) {
      const document = edited(ublDocument('Invoice'), [[end, `${signature}${end}`]]);
      const { kept } = indexOf(document);
      assert.ok(
        kept.some(({ element }) => element.prefix === 'ds'),
        end,
      );
    }
  });

  it('is the place of the signature and the sender in user documents', () => {
    const area = 'ApplicationArea';
    assert.deepEqual(namesIn(userAccount('ProcessUserAccount')), [
      area,
      `${area}/Sender/LogicalID`,
      `${area}/Signature`,
    ]);
    assert.ok(namesIn(signedUser()).includes(`${area}/Signature/Signature`));
  });

  it('is nothing of other documents, whatever their elements are called', () => {
    assert.deepEqual(namesIn(ledger('defter')), []);
    assert.deepEqual(namesIn('<a><ID/><Signature/><UBLExtensions/></a>'), []);
    const foreign = ublDocument('Invoice').replaceAll('urn:oasis:names', 'urn:other:names');
    assert.deepEqual(namesIn(foreign), []);
  });
});
