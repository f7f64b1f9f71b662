import assert from 'node:assert/strict';
import { errorOf, sourceOf } from './engine.ts';

/** Broken documents; "^" before the place that is named. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
  character: [
    '<a>^\x01</a>',
    '<a>^\x00</a>',
    '<a>x^\ufffe</a>',
    '<a b="^\uffff"/>',
    '<a b="^\x0b"/>',
    '<a><!--^\x02--></a>',
    '<a><?p ^\x03?></a>',
    '<a><![CDATA[^\x04]]></a>',
    '<a>^&#0;</a>',
    '<a>^&#xD800;</a>',
    '<a>^&#xFFFF;</a>',
    '<a>^&#x110000;</a>',
    '<a>^&#99999999999999999999;</a>',
    // 2^32 + 65
    '<a>^&#4294967361;</a>',
    '<a b="^&#1;"/>',
  ],
  name: [
    '<^a:/>',
    '<a ^:b=""/>',
    '<^a:b:c/>',
    '<a ^b:c:d=""/>',
    '<^1a/>',
    '<^-a/>',
    '<^a:1/>',
    '<^ a/>',
    '<^·a/>',
    '<a><?^p:q?></a>',
    '<a><?^1?></a>',
    '<^×/>',
  ],
  'cdata-end': ['<a>^]]></a>', '<a>]^]]></a>', '<a><![CDATA[]]>^]]></a>'],
  comment: ['<a><!-- ^-- --></a>', '<a><!--^--->-></a>', '<a><!-- x^---></a>'],
  instruction: ['<a>^<?XML?></a>', '<a><?^ p?></a>', '<a><?p^=?></a>', '<a><?^?></a>'],
  declaration: [
    ' ^<?xml version="1.0"?><a/>',
    '^<?xml version="1.0" standalone="maybe"?><a/>',
    '^<?xml encoding="UTF-8"?><a/>',
    '^<?xml version="1.0"encoding="UTF-8"?><a/>',
    '^<?xml version="1.0" standalone="no" encoding="UTF-8"?><a/>',
    '<a>^<?xml version="1.0"?></a>',
    '^<?xml version="1.0" ? ><a/>?>',
    '^<?xml version=\'1.0"?><a/>',
  ],
  'outside-root': ['<a/>^x', '<a/>^<b/>', '<!--c-->^x<a/>', '<a/> ^&#32;'],
  markup: ['<a>^<!x></a>', '^<![CDATA[x]]><a/>', '<a>^<!-x--></a>', '<a/>^<![CDATA[]]>'],
  tag: [
    '<a b^/>',
    '<a b=^c/>',
    '<a b="1"^c="2"/>',
    '<a ^/ >',
    '<a></a ^b="1">',
    '<a ^="1"/>',
    '<a ^</a>',
    '<a b=""^<c/></a>',
    '<a ^"b"/>',
  ],
  'end-tag': [
    '<a>^</b>',
    '<a>^</ab></a>',
    '<aa>^</a>',
    '<a>^</>',
    '<a>^</ a>',
    '<p:a xmlns:p="u" xmlns:q="u">^</q:a>',
  ],
  'attribute-twice': [
    '<a b="1" ^b="1"/>',
    '<a xmlns="u" ^xmlns="u"/>',
    '<a xmlns:p="u" xmlns:q="u" p:b="" ^q:b=""/>',
    `<a ${Array.from({ length: 12 }, (_, k) => `a${k}=""`).join(' ')} ^a7=""/>`,
    `<a xmlns:p="u" xmlns:q="u" p:b="" ${Array.from({ length: 12 }, (_, k) => `a${k}=""`).join(' ')} ^q:b=""/>`,
  ],
  'attribute-value': ['<a b="^<"/>'],
  reference: [
    '<a>^& </a>',
    '<a>^&;</a>',
    '<a>^&#;</a>',
    '<a>^&#x;</a>',
    '<a>^&#xg;</a>',
    '<a>^&#1a;</a>',
    '<a b="^&amp"/>',
    '<a>^&#X41;</a>',
  ],
  'prefix-undeclared': ['^<p:a/>', '<a ^p:b=""/>', '<a><b xmlns:p="u"/>^<p:c/></a>', '^<xmlns:a/>'],
  'namespace-declaration': [
    '<a ^xmlns:p=""/>',
    '<a ^xmlns:xmlns="u"/>',
    '<a ^xmlns:xml="u"/>',
    '<a ^xmlns="http://www.w3.org/XML/1998/namespace"/>',
    '<a ^xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
    '<a ^xmlns:p="http://www.w3.org/2000/xmlns/"/>',
  ],
};

const GOOD: readonly string[] = [
  '<a/>',
  '\n<a/>\n',
  '<?xml version="1.0"?><a/>',
  "<?xml version='1.0'\n encoding = 'utf-8' standalone='yes' ?>\r\n<a/>",
  '<?xml version="1.7"?><a/>',
  '<a>]] > ]&gt; ]]&gt;</a>',
  '<a b="]]>"/>',
  '<a b=">"/>',
  '<a.b-c_1·/>',
  '<ğ:a xmlns:ğ="u"/>',
  '<𐐀/>',
  '<a><!----><!-- - --></a>',
  '<a><?p?><?xmlx?><?p ??></a>',
  '<a>&#x10FFFF;&#0065;\x7f\u0085</a>',
  '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:x="1"/>',
  '<a xmlns:p="u" xmlns:q="u" p:b="" b=""/>',
  '<a xmlns:p="u" xmlns:q="v" p:b="" q:b=""/>',
  '<a xmlns=""/>',
  '<a><![CDATA[]]]]><![CDATA[>]]></a>',
  '<xml/>',
  '<a></a >',
];

describe('Well-formedness', () => {
  for (const [rule, documents] of Object.entries(BROKEN))
    it(`${rule}: is refused, and where it is broken`, () => {
      for (const marked of documents) {
        const offset = Buffer.from(marked.slice(0, marked.indexOf('^'))).length;
        const xml = marked.replace('^', '');
        for (const sizes of [undefined, [1], [2, 3]])
          assert.deepEqual(errorOf(sourceOf(xml, sizes)), ['not-well-formed', rule, offset], xml);
      }
    });

  it('what is unusual and right is read', () => {
    for (const xml of GOOD)
      for (const sizes of [undefined, [1], [2, 3]])
        assert.equal(errorOf(sourceOf(xml, sizes), true), null, xml);
  });

  it('a document that ends inside something is cut off, and is not called broken', () => {
    const xml =
      '<?xml version="1.0"?><!--c--><?p d?><a b="1" c=\'2\'>x&amp;<![CDATA[ ]]><b/><!-- d -->\r</a>';
    for (let end = 1; end < xml.length; end++)
      assert.equal(errorOf(sourceOf(xml.slice(0, end)))?.[0], 'truncated', xml.slice(0, end));
    assert.deepEqual(errorOf(sourceOf(xml.slice(0, -1))), ['truncated', 'markup', xml.length - 1]);
    assert.deepEqual(errorOf(sourceOf('<a>')), ['truncated', 'element', 3]);
    assert.deepEqual(errorOf(sourceOf('<!--c-->')), ['truncated', 'document', 8]);
  });

  it('what is no XML is called that', () => {
    for (const other of ['', 'PK\x03\x04', '%PDF-1.7', '{"a": 1}', '\n \n'])
      assert.equal(errorOf(sourceOf(other))?.[0], 'not-xml', other);
  });

  it('a document type is refused, wherever it is', () => {
    const xml = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>';
    assert.deepEqual(errorOf(sourceOf(xml)), ['dtd', 'DOCTYPE', 0]);
    assert.equal(errorOf(sourceOf('<?xml version="1.0"?>\n<!DOCTYPE a><a/>'))?.[0], 'dtd');
    assert.equal(errorOf(sourceOf('<a><!DOCTYPE a></a>'))?.[0], 'dtd');
  });

  it('entities other than the five of XML are refused by name', () => {
    assert.deepEqual(errorOf(sourceOf('<a>&nbsp;</a>')), ['entity', 'nbsp', 3]);
    assert.deepEqual(errorOf(sourceOf('<a b="&x;"/>')), ['entity', 'x', 6]);
  });

  it('XML 1.1 is refused', () => {
    assert.deepEqual(errorOf(sourceOf('<?xml version="1.1"?><a/>')), ['version', '1.1', 0]);
    assert.equal(errorOf(sourceOf('<?xml version="2.0"?><a/>'))?.[0], 'version');
  });
});
