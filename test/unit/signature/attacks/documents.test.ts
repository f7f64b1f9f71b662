import assert from 'node:assert/strict';
import { envelope } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import {
  DOCUMENT,
  propertiesOf,
  qualifyingProperties,
  signByHand,
  signablePlace,
} from '../../../fixtures/signatures/handSigner.ts';
import {
  SigningDesk,
  codesOf,
  isGood,
  isRefused,
  replaced,
  verdictText,
} from '../support/signingDesk.ts';

/** XML 1.0 §4.2.2 read by others: files and addresses opened, memory filled (XXE, billion laughs). */
describe('A document with declarations of its own', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  for (const [what, doctype] of [
    ['nothing', '<!DOCTYPE Invoice>'],
    ['an external subset', '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">'],
    ['an entity', '<!DOCTYPE Invoice [<!ENTITY a "x">]>'],
    ['a file', '<!DOCTYPE Invoice [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['parameters', '<!DOCTYPE Invoice [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>'],
    [
      'laughs',
      '<!DOCTYPE Invoice [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
    ['Ids', '<!DOCTYPE Invoice [<!ATTLIST Invoice ProfileID ID #IMPLIED>]>'],
    ['defaults', '<!DOCTYPE Invoice [<!ATTLIST cbc:Note languageID CDATA "tr">]>'],
  ] as const) {
    it(`is not read: ${what}`, async () => {
      for (const note of ['&a;', '&c;', 'x']) {
        const text = replaced(desk.signed(), '<Invoice ', `${doctype}<Invoice `);
        const report = await desk.report(replaced(text, '<cbc:Note>', `<cbc:Note>${note}`));
        assert.deepEqual([report.unreadable, report.signatures], [true, []]);
        const [finding] = report.findings;
        assert.equal(finding?.code === 'XML-UNREADABLE' && finding.data.problem, 'dtd');
      }
    });
  }

  it('is not read with entities that nobody declared, either', async () => {
    const text = replaced(desk.signed(), '<cbc:Note>', '<cbc:Note>&nbsp;');
    const report = await desk.report(text);
    const [finding] = report.findings;
    assert.equal(finding?.code === 'XML-UNREADABLE' && finding.data.problem, 'entity');
  });
});

describe('A signature in or around an envelope', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  let invoice: string;
  before(async () => {
    desk = await SigningDesk.open();
    invoice = signablePlace(ublDocument('Invoice', { prolog: '' }));
  });

  it('counts for the document that it is in, and for no other', async () => {
    const [signed, unsigned] = [desk.signed({}, invoice), ublDocument('Invoice', { prolog: '' })];
    const reports = await desk.all(envelope([signed, unsigned, signed]));
    assert.deepEqual(
      reports.map(({ signatures, findings }) => [signatures.map(verdictText), findings[0]?.code]),
      [
        [['TOTAL_PASSED'], undefined],
        [[], 'SIG-NONE'],
        [['TOTAL_PASSED'], undefined],
      ],
    );
  });

  it('says nothing of its documents from the header, or from around them', async () => {
    const [own = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(desk.signed({}, invoice)) ?? [];
    const unsigned = envelope([ublDocument('Invoice', { prolog: '' })]);
    for (const place of ['</sh:DocumentIdentification>', '</ElementList>', '</Elements>']) {
      const text = unsigned.replace(place, `${place}${own}`);
      const [report] = await desk.all(text);
      assert.ok(report);
      assert.deepEqual([report.signatures, codesOf(report)], [[], ['SIG-NONE']], place);
    }
    const empty = unsigned.replace(/<ElementList>[^]*<\/ElementList>/, own);
    const [report] = await desk.all(empty);
    assert.deepEqual([report?.unreadable, report?.signatures], [true, []]);
  });

  it('is none of the envelope as a whole: that is not what is verified', async () => {
    const whole = envelope([ublDocument('Invoice', { prolog: '' })]).replace(
      '</ef:Package>',
      '$&@@signature@@',
    );
    const [report] = await desk.all(signByHand(whole, desk.rsa));
    assert.ok(report);
    assert.deepEqual([report.signatures, codesOf(report)], [[], ['SIG-NONE']]);
  });
});

/** XAdES §7.2.4: it signs the SignatureValue of the signature that it stands in. */
describe('A counter-signature', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  /** The first signature, with a second one among its unsigned properties. */
  function countersigned(target: string, place = 'xades:CounterSignature'): string {
    const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties><${place}>@@signature@@</${place}></xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
    const first = replaced(
      desk.signed(),
      '</xades:QualifyingProperties>',
      `${unsigned}</xades:QualifyingProperties>`,
    );
    const references = [{ uri: target }, propertiesOf('Second')];
    const object = qualifyingProperties('Second', desk.ec);
    return signByHand(first, desk.ec, { id: 'Second', references, object });
  }

  it('is right when it does, and a row of its own below the first', async () => {
    const { signatures } = await desk.report(countersigned('#Signature_Value'));
    assert.deepEqual(
      signatures.map((it) => it.isCounterSignature),
      [false, true],
    );
    for (const signature of signatures) isGood(signature);
  });

  it('is refused when it signs something else', async () => {
    for (const target of ['#Signature_SignedProperties', '#Second_SignedProperties']) {
      const { signatures } = await desk.report(countersigned(target));
      const [first, second] = signatures;
      assert.ok(first && second);
      isGood(first);
      isRefused(second, 'INDETERMINATE SIG_CONSTRAINTS_FAILURE', 'SIG-COUNTER-TARGET', {
        core: true,
        signer: true,
        time: true,
      });
    }
  });

  it('breaks with the value that it signs, and with it only', async () => {
    const text = countersigned('#Signature_Value');
    const changed = text.replace(/(?<=<ds:SignatureValue Id="Signature_Value">.{9})./, (it) =>
      it === 'A' ? 'B' : 'A',
    );
    const broken = (await desk.report(changed)).signatures;
    assert.deepEqual(broken.map(verdictText), [
      'TOTAL_FAILED SIG_CRYPTO_FAILURE',
      'TOTAL_FAILED HASH_FAILURE',
    ]);
    const other = (await desk.report(replaced(text, '>120.00<', '>1.00<'))).signatures;
    assert.deepEqual(other.map(verdictText), ['TOTAL_FAILED HASH_FAILURE', 'TOTAL_PASSED']);
  });

  it('is no counter-signature outside of its property', async () => {
    const text = countersigned('#Signature_Value', 'xades:Other');
    const [, second] = (await desk.report(text)).signatures;
    assert.ok(second);
    assert.equal(second.isCounterSignature, false);
    isRefused(second, 'INDETERMINATE SIG_CONSTRAINTS_FAILURE', 'SIG-DOCUMENT-UNSIGNED', {
      core: true,
      signer: true,
      time: true,
    });
  });

  it('is never taken from a part of the document for the signature of it', async () => {
    const signed = desk.signed({ references: [DOCUMENT, propertiesOf()] });
    const [own = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(signed) ?? [];
    const moved = signed
      .replace(own, '')
      .replace(
        '<cac:Signature>',
        `<cac:Signature><xades:CounterSignature xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">${own}</xades:CounterSignature>`,
      );
    const { signatures } = await desk.report(moved);
    for (const signature of signatures) assert.notEqual(signature.indication, 'TOTAL_PASSED');
    assert.equal(signatures.length, 1, 'and it is seen');
  });
});
