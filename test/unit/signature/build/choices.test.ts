import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../src/errors.ts';
import { isMuhurError } from '../../../../src/errors.ts';
import { planSignature } from '../../../../src/signature/xades/build/planSignature.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import { encodeDocument } from '../../../fixtures/documents/encode.ts';
import {
  eArchiveReport,
  envelope,
  ledger,
  otherXml,
  userAccount,
} from '../../../fixtures/documents/gib.ts';
import type { UblKind } from '../../../fixtures/documents/ubl.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import type { SignWish } from './builder.ts';
import { rightSignatures, seals, signWith, validated } from './builder.ts';

async function signed(document: string | Uint8Array, wish: SignWish = {}): Promise<Uint8Array> {
  const bytes = typeof document === 'string' ? encodeDocument(document) : document;
  return signWith((await seals())['RSA-2048'], bytes, wish);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function refused(document: string | Uint8Array, code: ErrorCode, wish: SignWish = {}): unknown {
  const bytes = typeof document === 'string' ? encodeDocument(document) : document;
  try {
    planSignature(memorySource(bytes), wish);
  } catch (error) {
    assert.ok(isMuhurError(error, code), String(error));
    return error.data;
  }
  return assert.fail('it was planned');
}

describe('What a document lacks for its signature', () => {
  const order: Readonly<Record<UblKind, RegExp>> = {
    Invoice: /<\/cac:Signature>\s*<cac:AccountingSupplierParty>/,
    ApplicationResponse: /<\/cac:Signature>\s*<cac:SenderParty>/,
    DespatchAdvice: /<\/cac:Signature>\s*<cac:DespatchSupplierParty>/,
    ReceiptAdvice: /<\/cac:Signature>\s*<cac:DeliveryCustomerParty>/,
    CreditNote: /<\/cac:Signature>\s*<cac:AccountingSupplierParty>/,
  };
  for (const [kind, inOrder] of Object.entries(order) as [UblKind, RegExp][]) {
    const document = ublDocument(kind, { place: 'missing', signatureUri: null });

    it(`is not added unasked: ${kind}`, () => {
      assert.deepEqual(refused(document, 'document/no-place'), {
        expected: 'ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/ds:Signature',
        canAdd: true,
      });
    });

    it(`is added in the order of the schema: ${kind}`, async () => {
      const result = await signed(document, { addMissing: true });
      assert.equal(await rightSignatures(result), 1);
      assert.match(text(result), new RegExp(`<${kind} [^>]*>\\s*<ext:UBLExtensions>`));
      assert.match(text(result), inOrder);
      const id = /<ds:Signature [^>]*Id="([^"]+)"/.exec(text(result))?.[1];
      assert.match(text(result), new RegExp(`<cbc:URI>#${id ?? ''}</cbc:URI>`));
    });
  }

  it('is told as edits of the text, before anything is signed', () => {
    const document = ublDocument('Invoice', { place: 'missing', signatureUri: null });
    const { additions } = planSignature(memorySource(encodeDocument(document)), {
      addMissing: true,
    });
    const [extensions, party] = additions;
    assert.match(extensions?.text ?? '', /^\n\t<ext:UBLExtensions>.*<\/ext:UBLExtensions>$/);
    assert.match(
      party?.text ?? '',
      /^<cac:Signature>\n\t\t<cbc:ID schemeID="VKN_TCKN">1234567801</,
    );
    assert.match(party?.text ?? '', /<cbc:CityName>İstanbul</);
    const before = Buffer.from(document).subarray(0, party?.start).toString();
    assert.match(before, /\n\t$/);
  });

  it('is a further extension where others take the room', async () => {
    const document = ublDocument('Invoice', { place: 'taken' });
    refused(document, 'document/no-place');
    const result = text(await signed(document, { addMissing: true }));
    assert.match(
      result,
      /dolu<[^]*<\/ext:UBLExtension>\s*<ext:UBLExtension><ext:ExtensionContent><ds:/,
    );
  });

  it('uses the prefixes of the document, or declares its own on the spot', async () => {
    const document = ublDocument('Invoice', { place: 'missing' });
    const renamed = document.replaceAll(' xmlns:ext=', ' xmlns:e=');
    const undeclared = document.replace(/ xmlns:ext="[^"]*"/, '');
    for (const one of [renamed, undeclared]) {
      assert.equal(await rightSignatures(await signed(one, { addMissing: true })), 1);
    }
    assert.match(text(await signed(renamed, { addMissing: true })), /<e:ExtensionContent><ds:/);
    const local = /<ext:UBLExtensions xmlns:ext="[^"]+"><ext:UBLExtension>/;
    assert.match(text(await signed(undeclared, { addMissing: true })), local);
  });

  it('is oa:Signature in a user document, after oa:CreationDateTime', async () => {
    const document = userAccount('ProcessUserAccount', { place: 'missing' });
    refused(document, 'document/no-place');
    const result = await signed(document, { addMissing: true });
    assert.equal(await rightSignatures(result), 1);
    assert.match(text(result), /<\/oa:CreationDateTime>\s*<oa:Signature><ds:Signature /);
  });

  it('cannot be added to a report without its header', () => {
    const document = eArchiveReport().replaceAll('earsiv:baslik', 'earsiv:govde');
    const data = refused(document, 'document/no-place', { addMissing: true });
    assert.deepEqual(data, { expected: 'earsiv:baslik/ds:Signature', canAdd: false });
  });
});

describe('A document that is signed already', () => {
  it('is left alone unless told otherwise', async () => {
    const invoice = await signed(ublDocument('Invoice'));
    assert.deepEqual(refused(invoice, 'document/already-signed'), {
      count: 1,
      canCounterSign: false,
    });
    const report = await signed(eArchiveReport());
    assert.deepEqual(refused(report, 'document/already-signed'), {
      count: 1,
      canCounterSign: true,
    });
  });

  it('gets the new signature in the place of the old one', async () => {
    for (const document of [
      ublDocument('Invoice'),
      eArchiveReport(),
      ledger('berat'),
      otherXml(),
    ]) {
      const first = await signed(document);
      const second = await signed(first, { existing: 'replace', preset: 'integrator' });
      assert.equal(await rightSignatures(second), 1);
      assert.match(text(second), /<xades:ClaimedRole>Tedarikçi</);
      const without = (bytes: Uint8Array) =>
        text(bytes).replace(/<ds:Signature [^]*<\/ds:Signature>/, '');
      assert.equal(without(second), without(first));
    }
  });

  it('has one signature after a replacement, however many there were', async () => {
    const once = text(await signed(ledger('berat')));
    const [signature = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(once) ?? [];
    const thrice = once.replace(signature, `${signature} <!-- and --> ${signature}\n${signature}`);
    const result = await signed(thrice, { existing: 'replace' });
    assert.equal(await rightSignatures(result), 1);
    assert.match(text(result), /<\/ds:Signature> <!-- and --> \n<\/edefter:berat>/);
  });

  it('keeps its signature right beside a counter-signature, and beside a second one', async () => {
    for (const document of [userAccount('ProcessUserAccount'), ledger('defter'), otherXml()]) {
      const once = await signed(document);
      const twice = await signed(once, { existing: 'counter-sign' });
      const thrice = await signed(twice, { existing: 'counter-sign', preset: 'exclusive-c14n' });
      assert.equal(await rightSignatures(thrice), 3);
      const reports = await validated(thrice);
      assert.deepEqual(
        reports.map(({ isCounterSignature }) => isCounterSignature),
        [false, true, true],
      );
    }
  });

  it('is not counter-signed where GİB wants one signature, or where there is none', async () => {
    const invoice = await signed(ublDocument('Invoice'));
    refused(invoice, 'document/already-signed', { existing: 'counter-sign' });
    refused(ledger('defter'), 'document/not-signed', { existing: 'counter-sign' });
    const anonymous = text(await signed(ledger('defter'))).replace(
      /(<ds:SignatureValue) Id="[^"]*"/,
      '$1',
    );
    refused(anonymous, 'document/no-counter-signature', { existing: 'counter-sign' });
  });
});

describe('What is no document to be signed', () => {
  it('is an envelope: the documents in it are', () => {
    refused(envelope([ublDocument('Invoice')]), 'document/envelope', { addMissing: true });
  });

  it('is no XML, or none that is read here; where is told', () => {
    const dtd = ublDocument('Invoice').replace('<Invoice', '<!DOCTYPE Invoice>\n<Invoice');
    const found = { problem: 'dtd', detail: 'DOCTYPE', line: 3 };
    assert.deepEqual(refused(dtd, 'document/unreadable'), found);
    const broken = ublDocument('Invoice').replace('</cbc:UUID>', '</cbc:UUIT>');
    const { line } = refused(broken, 'document/unreadable') as { line: number };
    assert.equal(line, broken.slice(0, broken.indexOf('</cbc:UUIT>')).split('\n').length);
    refused('', 'document/unreadable');
    refused(Uint8Array.of(0x30, 0x82, 1, 2), 'document/unreadable');
  });

  it('gives the Id of its signature to two elements', async () => {
    const document = ublDocument('Invoice')
      .replace('<cbc:Note>', '<cbc:Note Id="Signature">')
      .replace('<cbc:IssueDate>', '<cbc:IssueDate Id="Signature">');
    await assert.rejects(signed(document), (error) => isMuhurError(error, 'document/duplicate-id'));
  });
});
