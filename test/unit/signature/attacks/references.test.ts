import assert from 'node:assert/strict';
import type { HandReference } from '../../../fixtures/signatures/handSigner.ts';
import { DOCUMENT, ENVELOPED, propertiesOf } from '../../../fixtures/signatures/handSigner.ts';
import {
  INVOICE,
  SigningDesk,
  codesOf,
  isGood,
  isRefused,
  replaced,
  verdictText,
} from '../support/signingDesk.ts';

const NOT_FOUND = 'INDETERMINATE SIGNED_DATA_NOT_FOUND';
const FORMAT = 'TOTAL_FAILED FORMAT_FAILURE';
const PROVEN = { signer: true, time: true } as const;

/** The invoice with an Id on its root, spelt as asked. */
const withId = (attribute: string) => replaced(INVOICE, '<Invoice ', `<Invoice ${attribute} `);
const toRoot: HandReference = { uri: '#root', transforms: [ENVELOPED] };

/** McIntosh and Austel 2005, Engelbertz et al. 2019. */
describe('What a reference names', function () {
  this.timeout(30_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  it('is the document when it is empty, or names the root by any kind of Id', async () => {
    isGood(await desk.signature(desk.signed({}, withId('Id="root"'))));
    for (const attribute of [
      'Id="root"',
      'ID="root"',
      'id="root"',
      'xml:id="root"',
      'xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" wsu:Id="root"',
    ]) {
      const text = withId(attribute);
      isGood(await desk.signature(desk.signed({ references: [toRoot, propertiesOf()] }, text)));
      const xpointer = { ...toRoot, uri: "#xpointer(id('root'))" };
      isGood(await desk.signature(desk.signed({ references: [xpointer, propertiesOf()] }, text)));
    }
    const pointer = { ...DOCUMENT, uri: '#xpointer(/)' };
    isGood(await desk.signature(desk.signed({ references: [pointer, propertiesOf()] })));
    const encoded = { ...toRoot, uri: '#%72oot' };
    const signed = desk.signed({ references: [encoded, propertiesOf()] }, withId('Id="root"'));
    isGood(await desk.signature(signed));
  });

  it('is nothing by other attributes, in other namespaces, or in other letters', async () => {
    for (const attribute of [
      'iD="root"',
      'AssertionID="root"',
      'Ref="root"',
      'xmlns:x="urn:x" x:Id="root"',
      'xmlns:wsu="urn:x" wsu:Id="root"',
      'Id="Root"',
      'Id=" root"',
      'Id="r&#x43e;ot"',
    ]) {
      const signed = desk.signed({ references: [toRoot, propertiesOf()] }, withId(attribute));
      isRefused(await desk.signature(signed), NOT_FOUND, 'SIG-REFERENCE-MISSING', PROVEN);
    }
  });

  it('is ambiguous when two elements have the Id, however each spells it', async () => {
    const spellings = ['Id', 'ID', 'id', 'xml:id'];
    for (const first of spellings) {
      for (const second of spellings) {
        const text = withId(`${first}="root"`);
        const signed = desk.signed({ references: [toRoot, propertiesOf()] }, text);
        const twice = replaced(signed, '<cac:Item>', `<cac:Item ${second}="root">`);
        isRefused(await desk.signature(twice), FORMAT, 'XML-DUPLICATE-ID', PROVEN);
      }
    }
  });

  it('is ambiguous, too, when the second is in the signature itself or far behind', async () => {
    const references = [toRoot, propertiesOf()];
    const signed = desk.signed({ references }, withId('Id="root"'));
    for (const [from, to] of [
      ['<ds:KeyInfo>', '<ds:KeyInfo Id="root">'],
      ['<ds:Object>', '<ds:Object Id="root"/><ds:Object>'],
      ['</Invoice>', '<x ID="root"/></Invoice>'],
    ] as const) {
      const signature = await desk.signature(replaced(signed, from, to));
      assert.equal(signature.indication, 'TOTAL_FAILED');
      assert.ok(codesOf(signature).includes('XML-DUPLICATE-ID'));
      assert.equal(signature.coreValid, false);
    }
  });

  it('is one element when it carries its Id in several attributes', async () => {
    const references = [toRoot, propertiesOf()];
    isGood(await desk.signature(desk.signed({ references }, withId('Id="root" xml:id="root"'))));
  });

  it('is never outside of the document: nothing is fetched, whatever it says', async () => {
    for (const uri of [
      'http://127.0.0.1:9/x.xml',
      'https://example.com/#root',
      'file:///etc/passwd',
      'file.xml',
      'file.xml#root',
      '../x',
      'data:text/xml,%3Cx/%3E',
      'cid:1@example.com',
      'ftp://example.com/',
      'jar:file:/x!/y',
      '//example.com/x',
      '?x',
      ' ',
      '\n',
      ' #root',
      '#',
      '##root',
      '#root ',
      "#xpointer(id('root'))x",
      "#xpointer(id('root')/child::*)",
      '#xpointer(//cac:Item)',
      '#xpointer(/Invoice)',
      '#xpointer(/)/x',
      "#xmlns(x=urn:x)xpointer(id('root'))",
      '#element(root)',
      "#xpointer(id(''))",
      '#xpointer(id("root\'))',
    ]) {
      const references = [{ uri: uri.replaceAll('"', '&quot;') }, DOCUMENT, propertiesOf()];
      const signed = desk.signed({ references }, withId('Id="root"'));
      const signature = await desk.signature(signed);
      assert.equal(verdictText(signature), NOT_FOUND, uri);
      assert.equal(signature.coreValid, false, uri);
      const [first] = signature.references;
      assert.deepEqual([first?.valid, first?.actualDigest], [false, null], uri);
    }
    const all = desk.network.asked.filter((path) => path !== '/ocsp');
    assert.deepEqual(all, [], 'nothing but the status of certificates is asked for');
  });

  it('has to be said: a reference without URI is none', async () => {
    const signed = replaced(desk.signed(), ' URI=""', '');
    isRefused(await desk.signature(signed), FORMAT, 'SIG-FORMAT');
  });

  it('is not what it was when an Id is empty', async () => {
    const references = [{ uri: "#xpointer(id(''))" }, DOCUMENT, propertiesOf()];
    const signed = desk.signed({ references }, withId('Id=""'));
    isRefused(await desk.signature(signed), NOT_FOUND, 'SIG-REFERENCE-EXTERNAL', PROVEN);
  });

  it('may be an ancestor of the signature only without the signature in it', async () => {
    for (const references of [
      [{ uri: '' }, propertiesOf()],
      [{ uri: '#root' }, propertiesOf()],
      [DOCUMENT, { uri: '#Signature' }, propertiesOf()],
      [DOCUMENT, { uri: '#self' }, propertiesOf()],
    ]) {
      const text = desk
        .signed({ references }, withId('Id="root"'))
        .replace('<ds:SignedInfo>', '<ds:SignedInfo Id="self">');
      const signature = await desk.signature(text);
      assert.equal(signature.indication, 'TOTAL_FAILED');
      assert.equal(signature.coreValid, false);
    }
  });
});
