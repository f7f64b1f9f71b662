import assert from 'node:assert/strict';
import { envelope } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import {
  C14N,
  DOCUMENT,
  EXCLUSIVE,
  propertiesOf,
  signablePlace,
} from '../../../fixtures/signatures/handSigner.ts';
import type { DigestCause } from '../../../../src/signature/report/digestCause.ts';
import { INVOICE, SigningDesk, codesOf, verdictText } from '../support/signingDesk.ts';
import { causesOf, digestedAs, digestedBy, joined } from './accident.ts';

const INSTRUCTION: DigestCause = { kind: 'instruction', target: 'xml-stylesheet' };

describe('What a producer digested in the place of the document', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  async function is(
    reference: number,
    bytes: Uint8Array,
    causes: readonly DigestCause[],
    signed = desk.signed(),
  ): Promise<void> {
    const signature = await desk.signature(digestedAs(signed, reference, bytes, desk.rsa));
    assert.equal(verdictText(signature), 'TOTAL_FAILED HASH_FAILURE');
    assert.deepEqual(causesOf(signature), causes);
    assert.ok(!codesOf(signature).includes('SIG-VALUE'));
  }

  it('is another canonical form than the one that is named', async () => {
    const signed = desk.signed();
    const references = [
      { uri: '', transforms: [...(DOCUMENT.transforms ?? []), EXCLUSIVE] },
      propertiesOf(),
    ];
    const exclusive = await digestedBy(desk.signed({ references }), 0);
    await is(0, exclusive, [{ kind: 'canonicalization', used: EXCLUSIVE, named: C14N }], signed);
    const inclusive = await digestedBy(signed, 0);
    await is(
      0,
      inclusive,
      [{ kind: 'canonicalization', used: C14N, named: EXCLUSIVE }],
      desk.signed({ references }),
    );
  });

  it('is a form with comments, or with another line end', async () => {
    const commented = INVOICE.replace('<cac:Item>', '<cac:Item><!-- x -->');
    const signed = desk.signed({}, commented);
    const pointer = {
      ...DOCUMENT,
      uri: '#xpointer(/)',
      transforms: [...(DOCUMENT.transforms ?? []), `${C14N}#WithComments`],
    };
    const withComments = await digestedBy(
      desk.signed({ references: [pointer, propertiesOf()] }, commented),
      0,
    );
    const cause = { kind: 'canonicalization', used: `${C14N}#WithComments`, named: C14N } as const;
    await is(0, withComments, [cause], signed);
    const right = await digestedBy(signed, 0);
    const lines = Buffer.from(right.toString().replaceAll('\n', '\r\n'));
    await is(0, lines, [{ kind: 'line-ends' }], signed);
  });

  it('has a byte order mark, or is in another encoding', async () => {
    const right = await digestedBy(desk.signed(), 0);
    const mark = Buffer.from('\uFEFF');
    await is(0, Buffer.concat([mark, right]), [{ kind: 'byte-order-mark' }]);
    const utf16 = Buffer.from(right.toString(), 'utf16le');
    await is(0, utf16, [{ kind: 'encoding', encoding: 'utf-16le' }]);
    const ascii = Buffer.from(right.toString().replace(/[^\x00-\x7f]/g, '?'));
    await is(0, ascii, [{ kind: 'encoding', encoding: 'us-ascii' }]);
  });

  it('is the document without its instructions', async () => {
    const right = await digestedBy(desk.signed(), 0);
    const without = Buffer.from(right.toString().replace(/^<\?xml-stylesheet[^>]*\?>\n/, ''));
    await is(0, without, [INSTRUCTION]);
    const both = Buffer.from(joined(without.toString()));
    const signature = await desk.signature(digestedAs(desk.signed(), 0, both, desk.rsa));
    assert.deepEqual(
      new Set(causesOf(signature).map(({ kind }) => kind)),
      new Set(['instruction', 'white-space']),
    );
  });

  it('is the file itself, before the signature was put in', async () => {
    const signed = desk.signed();
    const before = signed.replace(/<ds:Signature [^]*<\/ds:Signature>/, '');
    await is(0, Buffer.from(before), [{ kind: 'raw-bytes' }]);
    const short = before.replace(
      '<ext:ExtensionContent></ext:ExtensionContent>',
      '<ext:ExtensionContent/>',
    );
    await is(0, Buffer.from(short), [{ kind: 'raw-bytes' }]);
  });

  it('is the document with the signature that was not yet filled in', async () => {
    const signed = desk.signed();
    const [own = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(signed) ?? [];
    const template = own
      .replaceAll(
        /(<ds:(?:Digest|Signature)Value[^>]*>)[^<]*(?=<\/ds:(?:Digest|Signature)Value>(?!<\/xades))/g,
        '$1',
      )
      .replaceAll(/<([\w:]+)([^<>]*)\/>/g, '<$1$2></$1>');
    const canonical = (await digestedBy(signed, 0)).toString();
    const text = canonical.replace('<ext:ExtensionContent>', `$&${template}`);
    await is(0, Buffer.from(text), [{ kind: 'not-enveloped' }], signed);
  });

  it('is the document without the signature, which no transform says', async () => {
    const references = [{ uri: '' }, propertiesOf()];
    const right = await digestedBy(desk.signed(), 0);
    await is(0, right, [{ kind: 'enveloped-unnamed' }], desk.signed({ references }));
  });

  it('was made by another hash function than the one that is named', async () => {
    const signed = desk.signed();
    const right = await digestedBy(signed, 0);
    for (const [hash, used] of [
      ['sha1', 'http://www.w3.org/2000/09/xmldsig#sha1'],
      ['sha512', 'http://www.w3.org/2001/04/xmlenc#sha512'],
      ['sha384', 'http://www.w3.org/2001/04/xmldsig-more#sha384'],
    ] as const) {
      const signature = await desk.signature(digestedAs(signed, 0, right, desk.rsa, hash));
      assert.deepEqual(causesOf(signature), [{ kind: 'algorithm', used }]);
    }
  });

  it('is SignedProperties alone, without the namespaces around it', async () => {
    const exclusive = desk.signed({
      references: [DOCUMENT, { ...propertiesOf(), transforms: [EXCLUSIVE] }],
    });
    const signed = exclusive.replace(
      /(?<=<ds:Reference Type[^>]*>)<ds:Transforms>[^]*?<\/ds:Transforms>/,
      '',
    );
    await is(1, await digestedBy(exclusive, 1), [{ kind: 'out-of-context' }], signed);
    const right = await digestedBy(signed, 1);
    const alone = right.toString().replace(/ xmlns(?::(?!ds|xades)\w+)?="[^"]*"/g, '');
    await is(1, Buffer.from(alone), [{ kind: 'out-of-context' }], signed);
  });

  it('was signed alone or with the namespaces of the envelope in which it stands', async () => {
    const plain = signablePlace(ublDocument('Invoice', { prolog: '' }));
    const signed = desk.signed({}, plain);
    const [inside] = await desk.all(envelope([signed]));
    assert.deepEqual(inside?.signatures.map(verdictText), ['TOTAL_PASSED']);
    const right = await digestedBy(signed, 0);
    const around = ' xmlns:ef="http://www.efatura.gov.tr/package-namespace"';
    const sh = ' xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"';
    const inContext = right
      .toString()
      .replace(' xmlns:ext=', `${around} xmlns:ext=`)
      .replace(' xmlns:xsi=', `${sh} xmlns:xsi=`);
    const wrong = digestedAs(signed, 0, Buffer.from(inContext), desk.rsa);
    const [report] = await desk.all(envelope([wrong]));
    const [signature] = report?.signatures ?? [];
    assert.ok(signature);
    assert.equal(verdictText(signature), 'TOTAL_FAILED HASH_FAILURE');
    assert.deepEqual(causesOf(signature), [{ kind: 'envelope' }]);
  });
});
