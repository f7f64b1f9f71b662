import assert from 'node:assert/strict';
import { canonicalize } from '../../../../src/signature/xml/canonicalize.ts';
import { indexDocument } from '../../../../src/signature/xml/documentIndex.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { canonical, canonicalPart, errorOf, method, sourceOf } from './engine.ts';

const C14N = method('c14n-1.0');

describe('Limits', function () {
  // Each takes well under a second; quadratic time would take minutes.
  this.timeout(20_000);

  it('100,000 elements inside each other are read', () => {
    const xml = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    assert.equal(errorOf(sourceOf(xml)), null);
    assert.equal(canonical(xml, method('exclusive')), xml);
  });

  it('more than a million are not', () => {
    assert.deepEqual(errorOf(sourceOf('<a>'.repeat(1_100_000)))?.slice(0, 2), ['limit', 'depth']);
  });

  it('10,000 attributes are read, more are not', () => {
    const attributes = (count: number) =>
      Array.from({ length: count }, (_, k) => ` a${k}=""`).join('');
    assert.equal(errorOf(sourceOf(`<a${attributes(10_000)}/>`)), null);
    assert.equal(
      canonical(`<a${attributes(10_000)}/>`, C14N).length,
      attributes(10_000).length + 7,
    );
    assert.deepEqual(errorOf(sourceOf(`<a${attributes(1_000_000)}/>`))?.slice(0, 2), [
      'limit',
      'attributes',
    ]);
  });

  it('a tag of 10 MB is read in small pieces, one of 20 MB is not', () => {
    const tag = (length: number) => `<a b="${'x'.repeat(length)}"/>`;
    assert.equal(errorOf(sourceOf(tag(10_000_000), [1000])), null);
    assert.deepEqual(errorOf(sourceOf(tag(20_000_000), [1000]))?.slice(0, 2), ['limit', 'token']);
  });

  it('text, comments and CDATA sections may be as long as the document', () => {
    const long = 'x'.repeat(20_000_000);
    for (const xml of [`<a>${long}</a>`, `<a><!--${long}--></a>`, `<a><![CDATA[${long}]]></a>`])
      assert.equal(errorOf(sourceOf(xml)), null);
  });

  it('200,000 different names are too many', () => {
    const names = Array.from({ length: 200_000 }, (_, k) => `<a${k}/>`).join('');
    assert.deepEqual(errorOf(sourceOf(`<a>${names}</a>`))?.slice(0, 2), ['limit', 'names']);
  });

  it('what is kept has a limit: its nodes, and its bytes', () => {
    const many = `<a>${'<b/>'.repeat(200_000)}</a>`;
    assert.deepEqual(errorOf(sourceOf(many), true)?.slice(0, 2), ['limit', 'kept']);
    assert.equal(errorOf(sourceOf(many)), null);
    const long = `<a>${'x'.repeat(70_000_000)}</a>`;
    assert.deepEqual(errorOf(sourceOf(long), true)?.slice(0, 2), ['limit', 'kept']);
  });

  it('an XML declaration ends soon, or is too long', () => {
    const xml = `<?xml version="1.0"${' '.repeat(10_000)}?><a/>`;
    assert.deepEqual(errorOf(sourceOf(xml)), ['limit', 'declaration', 0]);
  });

  it('more than sixteen elements with one Id are not told apart', () => {
    const xml = `<a>${'<b Id="x"/>'.repeat(30)}</a>`;
    const part = { what: { id: 'x' }, method: C14N };
    assert.equal(canonicalPart(sourceOf(xml), part).matches.length, 16);
  });

  it('many kept elements among many names take no longer than each alone', () => {
    const names = Array.from({ length: 90_000 }, (_, k) => `<n${k}/>`).join('');
    const kept = '<k xmlns:p="u"/>'.repeat(90_000);
    const source = openXml(sourceOf(`<a>${names}${kept}</a>`));
    const index = indexDocument(source, (path) => path.at(-1)?.localName === 'k');
    assert.deepEqual([...(index.kept.at(-1)?.namespaces ?? [])], [['p', 'u']]);
    assert.equal(index.kept.length, 90_000);
  });

  it('many parts of many elements take no longer than what is written', () => {
    const xml = `<a>${Array.from({ length: 100_000 }, (_, k) => `<b Id="i${k}"/>`).join('')}</a>`;
    const parts = Array.from({ length: 10_000 }, (_, k) => ({
      what: { id: `i${k * 20}` },
      without: [],
      method: C14N,
      sink: () => undefined,
    }));
    const matches = canonicalize(openXml(sourceOf(xml)), parts);
    assert.equal(matches.filter((found) => found.length === 1).length, 5000);
  });
});
