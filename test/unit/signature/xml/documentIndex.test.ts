import assert from 'node:assert/strict';
import { indexDocument } from '../../../../src/signature/xml/documentIndex.ts';
import { attributeValue, childrenOf, plainText } from '../../../../src/signature/xml/tree.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { sourceOf } from './engine.ts';

const XML =
  '<?xml version="1.0"?><?p d?><a xmlns="urn:d" xmlns:p="urn:p"><x><p:k p:y="2" z="&lt;\t1">' +
  'one<![CDATA[<two>]]>&amp;<!--c--><?q?><e/>\r\nthree</p:k></x></a>\n';

function index(sizes?: number[]) {
  return indexDocument(
    openXml(sourceOf(XML, sizes)),
    (path) => path.at(-1)?.namespace === 'urn:p' && path.at(-1)?.localName === 'k',
  );
}

describe('The index of a document', () => {
  it('knows the root, its namespaces and the instructions outside', () => {
    const { root, rootEnd, rootNamespaces, instructions } = index();
    assert.equal(root.start, XML.indexOf('<a'));
    assert.equal(XML.slice(root.start, root.contentStart), '<a xmlns="urn:d" xmlns:p="urn:p">');
    assert.equal(rootEnd, XML.length - 1);
    assert.deepEqual([...rootNamespaces].sort(), [
      ['', 'urn:d'],
      ['p', 'urn:p'],
    ]);
    assert.deepEqual(
      instructions.map(({ target }) => target),
      ['p'],
    );
  });

  for (const sizes of [undefined, [1], [2], [3, 5]])
    it(`keeps the parts asked for, in pieces of ${sizes?.join() ?? 'any size'}`, () => {
      const { kept } = index(sizes);
      assert.equal(kept.length, 1);
      const [{ element, path, namespaces } = assert.fail()] = kept;
      assert.deepEqual(
        path.map(({ localName }) => localName),
        ['a', 'x'],
      );
      assert.deepEqual([...namespaces].sort(), [
        ['', 'urn:d'],
        ['p', 'urn:p'],
      ]);
      assert.equal(attributeValue(element, 'z'), '< 1');
      assert.equal(element.attributes[0]?.namespace, 'urn:p');
      assert.equal(element.parent, null);
      assert.deepEqual(
        element.children.map((child) => child.kind),
        ['text', 'comment', 'instruction', 'element', 'text'],
      );
      const [text, , , , last] = element.children;
      assert.equal(text?.kind === 'text' && text.value, 'one<two>&');
      assert.equal(XML.slice(text?.start, text?.end), 'one<![CDATA[<two>]]>&amp;');
      assert.equal(last?.kind === 'text' && last.value, '\nthree');
      assert.equal(plainText(element), null);
      assert.equal(XML.slice(element.contentEnd, element.end), '</p:k>');
      const [empty = assert.fail()] = childrenOf(element, 'urn:d', 'e');
      assert.equal(XML.slice(empty.start, empty.end), '<e/>');
      assert.equal(empty.contentEnd, empty.contentStart);
    });

  it('remembers the ancestors of each part, which go on changing', () => {
    const xml = '<a><b><k/></b><c><d/><k/></c></a>';
    const { kept } = indexDocument(
      openXml(sourceOf(xml)),
      (path) => path.at(-1)?.localName === 'k',
    );
    assert.deepEqual(
      kept.map(({ path }) => path.map(({ localName, start }) => `${localName} ${start}`)),
      [
        ['a 0', `b ${xml.indexOf('<b')}`],
        ['a 0', `c ${xml.indexOf('<c')}`],
      ],
    );
  });

  it('asks for each element outside a kept one, and for none inside', () => {
    const asked: string[] = [];
    indexDocument(openXml(sourceOf('<a><b><c/></b><d/></a>')), (path) => {
      asked.push(path.map(({ localName }) => localName).join('/'));
      return path.at(-1)?.localName === 'b';
    });
    assert.deepEqual(asked, ['a', 'a/b', 'a/d']);
  });
});
