import assert from 'node:assert/strict';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import {
  DOCUMENT,
  EXCLUSIVE,
  propertiesOf,
  signablePlace,
} from '../../../fixtures/signatures/handSigner.ts';
import type { DigestCause } from '../../../../src/signature/report/digestCause.ts';
import { INVOICE, SigningDesk, codesOf, replaced, verdictText } from '../support/signingDesk.ts';
import { causesOf, joined, outside, pretty } from './accident.ts';

const WHITE_SPACE: DigestCause = { kind: 'white-space' };
const INSTRUCTION: DigestCause = { kind: 'instruction', target: 'xml-stylesheet' };

describe('What happened to a document after it was signed', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  /** Only the document's digest differs, unless `value` says what happened to SignedInfo. */
  async function is(
    text: string | Uint8Array,
    causes: readonly DigestCause[],
    value: readonly DigestCause[] = [],
  ): Promise<void> {
    const signature = await desk.signature(text);
    assert.equal(verdictText(signature), 'TOTAL_FAILED HASH_FAILURE');
    assert.deepEqual(causesOf(signature), causes);
    assert.deepEqual(causesOf(signature, 'SIG-VALUE-CAUSE'), value);
    assert.equal(codesOf(signature).includes('SIG-VALUE'), value.length > 0);
  }

  it('is told when its lines were joined', async () => {
    await is(outside(desk.signed({}, pretty(INVOICE, '  ')), joined), [WHITE_SPACE]);
    await is(outside(desk.signed({}, pretty(INVOICE, '\t')), joined), [WHITE_SPACE]);
  });

  it('is told when it was formatted, whatever the indent', async () => {
    for (const indent of ['  ', '    ', '\t', '   ', '     ', '']) {
      const signed = desk.signed({}, joined(INVOICE));
      await is(
        outside(signed, (text) => pretty(text, indent)),
        [WHITE_SPACE],
      );
    }
  });

  it('is told when it was formatted in another way', async () => {
    const signed = desk.signed({}, pretty(INVOICE, '\t'));
    await is(
      outside(signed, (text) => pretty(text, '  ')),
      [WHITE_SPACE],
    );
  });

  it('is told when line ends became part of the text, or ceased to be', async () => {
    const signed = desk.signed();
    const referred = outside(signed, (text) => text.replaceAll(/>\n(?=\t|<\/)/g, '>&#13;\n'));
    await is(referred, [{ kind: 'line-ends' }]);
    const before = desk.signed({}, INVOICE.replaceAll(/>\n(?=\t|<\/)/g, '>&#13;\n'));
    await is(
      outside(before, (text) => text.replaceAll('&#13;', '')),
      [{ kind: 'line-ends' }],
    );
  });

  it('is told when a namespace was added', async () => {
    const added =
      (...prefixes: string[]) =>
      (text: string) =>
        replaced(
          text,
          '<Invoice ',
          `<Invoice ${prefixes.map((it) => `xmlns:${it}="urn:${it}"`).join(' ')} `,
        );
    const one = [{ kind: 'namespace', prefix: 'foo', added: true }] as const;
    await is(outside(desk.signed(), added('foo')), [...one, ...one], one);
    const exclusive = desk.signed({
      canonicalization: EXCLUSIVE,
      references: [DOCUMENT, { ...propertiesOf(), transforms: [EXCLUSIVE] }],
    });
    await is(outside(exclusive, added('foo')), one);
    const signature = await desk.signature(outside(exclusive, added('foo', 'bar')));
    assert.deepEqual(
      new Set(causesOf(signature).map((it) => it.kind === 'namespace' && it.prefix)),
      new Set(['foo', 'bar']),
    );
  });

  it('is told when a namespace that nothing uses was removed', async () => {
    const signed = desk.signed({
      canonicalization: EXCLUSIVE,
      references: [DOCUMENT, { ...propertiesOf(), transforms: [EXCLUSIVE] }],
    });
    const removed = outside(signed, (text) => replaced(text, / xmlns:n4="[^"]*"/, ''));
    await is(removed, [{ kind: 'namespace', prefix: 'n4', added: false }]);
  });

  it('is told when a namespace was moved to where it is used', async () => {
    const signed = desk.signed({
      canonicalization: EXCLUSIVE,
      references: [DOCUMENT, { ...propertiesOf(), transforms: [EXCLUSIVE] }],
    });
    const [declared = ''] = / xmlns:cac="[^"]*"/.exec(signed) ?? [];
    const moved = outside(signed, (text) =>
      replaced(text, declared, '').replaceAll(/^\t<cac:\w+/gm, `$&${declared}`),
    );
    await is(moved, [{ kind: 'namespace', prefix: 'cac', added: false }]);
  });

  it('is told when an attribute was added', async () => {
    for (const name of ['version', 'Id']) {
      const changed = outside(desk.signed(), (text) =>
        replaced(text, '<cac:Item>', `<cac:Item ${name}="1">`),
      );
      await is(changed, [{ kind: 'attribute', name }]);
    }
  });

  it('is told when its letters were read in a wrong encoding and written again', async () => {
    const text = signablePlace(ublDocument('Invoice', { note: 'çğıöşü ÇĞİÖŞÜ' }));
    const signed = desk.signed({}, text);
    for (const encoding of ['windows-1254', 'windows-1252', 'iso-8859-9']) {
      const read = new TextDecoder(encoding).decode(Buffer.from(signed));
      const [cause] = causesOf(await desk.signature(read));
      assert.equal(cause?.kind, 'encoding', encoding);
    }
  });

  it('is told when an instruction was put before it, or taken away', async () => {
    const signed = desk.signed();
    const more = outside(signed, (text) =>
      replaced(text, '<?xml-style', '<?other x?>\n<?xml-style'),
    );
    await is(more, [{ kind: 'instruction', target: 'other' }]);
    const none = signablePlace(ublDocument('Invoice', { prolog: '' }));
    const added = replaced(desk.signed({}, none), '?>\n', '?>\n<?xml-stylesheet href="x"?>\n');
    await is(added, [INSTRUCTION]);
  });

  it('is told of two things at once', async () => {
    const none = joined(signablePlace(ublDocument('Invoice', { prolog: '' })));
    const both = outside(desk.signed({}, none), (text) =>
      replaced(pretty(text, '  '), '?>\n', '?>\n<?xml-stylesheet href="x"?>\n'),
    );
    const causes = causesOf(await desk.signature(both));
    assert.deepEqual(
      new Set(causes.map(({ kind }) => kind)),
      new Set(['white-space', 'instruction']),
    );
  });

  it('is not made up: a change of the content is explained by nothing', async () => {
    const signed = desk.signed();
    for (const [from, to] of [
      ['>120.00<', '>121.00<'],
      ['<cbc:Percent>20<', '<cbc:Percent>18<'],
      ['currencyID="TRY"', 'currencyID="USD"'],
      ['<cac:Item>', '<cac:Item><cbc:Note/>'],
      ['href="general.xslt"', 'href="evil.xslt"'],
      ['<cbc:Note>Y', '<cbc:Note>y'],
    ] as const) {
      const changed = outside(signed, (text) => replaced(text, from, to));
      await is(changed, []);
    }
    const less = outside(signed, (text) =>
      replaced(text, /<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, ''),
    );
    await is(less, []);
  });
});
