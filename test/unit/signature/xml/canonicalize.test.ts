import assert from 'node:assert/strict';
import { canonicalize, type CanonicalPart } from '../../../../src/signature/xml/canonicalize.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { canonical, canonicalPart, method, sourceOf } from './engine.ts';

const INCLUSIVE = method('c14n-1.0');
const EXCLUSIVE = method('exclusive');

function part(xml: string, what: CanonicalPart['what'], by = INCLUSIVE, without: number[] = []) {
  return canonicalPart(sourceOf(xml), { what, method: by, without }).text;
}

describe('Canonical XML of a document', () => {
  const rules: [rule: string, xml: string, expected: string][] = [
    ['the declaration goes', '<?xml version="1.0"?>\n<a/>', '<a></a>'],
    ['empty elements get an end tag', '<a><b/><c x="1" /></a>', '<a><b></b><c x="1"></c></a>'],
    ['white space in tags is one space', '<a  x = "1"\n y="2" ></a >', '<a x="1" y="2"></a>'],
    ['attributes are quoted with "', `<a x='1"2'/>`, '<a x="1&quot;2"></a>'],
    ['white space in values is space', '<a x="1\t2\r\n3\r4\n5"/>', '<a x="1 2 3 4 5"></a>'],
    [
      'references in values stay what they are',
      '<a x="&#9;&#10;&#xd;&lt;&gt;&amp;&quot;&apos;&#65;"/>',
      `<a x="&#x9;&#xA;&#xD;&lt;>&amp;&quot;'A"></a>`,
    ],
    ['line ends are \\n', '<a>1\r\n2\r3\n4</a>', '<a>1\n2\n3\n4</a>'],
    ['a CR that was meant stays', '<a>&#13;\n&#xD;</a>', '<a>&#xD;\n&#xD;</a>'],
    ['numbers of markup are escaped', '<a>&#38;lt;&#60;&#x3e;</a>', '<a>&amp;lt;&lt;&gt;</a>'],
    ['attributes are ordered in the simplest tag, too', '<a z="1" b="2"/>', '<a b="2" z="1"></a>'],
    ['text is escaped', '<a>&lt;&gt;&amp;&quot;&apos;>\'"</a>', `<a>&lt;&gt;&amp;"'&gt;'"</a>`],
    [
      'CDATA is text',
      '<a><![CDATA[<x>&amp;]]]]><![CDATA[>\r]]></a>',
      '<a>&lt;x&gt;&amp;amp;]]&gt;\n</a>',
    ],
    ['references become characters', '<a>&#x1F600;&#287;ğ</a>', '<a>😀ğğ</a>'],
    ['comments go', '<!--1--><a>x<!--2-->y</a><!--3-->', '<a>xy</a>'],
    [
      'instructions outside the root are on lines of their own',
      '<?p  d ?>\n<?q?><a><?r\r\n x\r\ny?></a> <?s t?>',
      '<?p d ?>\n<?q?>\n<a><?r x\ny?></a>\n<?s t?>',
    ],
    [
      'attributes are ordered by namespace, then by name',
      '<a xmlns:b="urn:2" xmlns:c="urn:1" c:x="1" b:a="2" z="3" é="5" A="4"/>',
      '<a xmlns:b="urn:2" xmlns:c="urn:1" A="4" z="3" é="5" c:x="1" b:a="2"></a>',
    ],
    [
      'declarations come first, by prefix, and only once',
      '<a z="1" xmlns:b="urn:b" xmlns="urn:d"><c xmlns="urn:d" xmlns:b="urn:x"/></a>',
      '<a xmlns="urn:d" xmlns:b="urn:b" z="1"><c xmlns:b="urn:x"></c></a>',
    ],
    [
      'the default namespace is undeclared where it was declared',
      '<a xmlns=""><b xmlns="urn:x"><c xmlns=""><d xmlns=""/></c></b></a>',
      '<a><b xmlns="urn:x"><c xmlns=""><d></d></c></b></a>',
    ],
    [
      'xmlns:xml is not written',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:b="1"/>',
      '<a xml:b="1"></a>',
    ],
  ];
  for (const [rule, xml, expected] of rules)
    it(rule, () => assert.equal(canonical(xml, INCLUSIVE), expected));

  it('comments stay where they are asked for', () => {
    const xml = '<!--1--><a>x<!--2\r\n--></a> <!--3-->';
    assert.equal(
      canonical(xml, method('c14n-1.0', true)),
      '<!--1-->\n<a>x<!--2\n--></a>\n<!--3-->',
    );
  });
});

describe('Namespaces in canonical XML', () => {
  it('are escaped like attributes', () => {
    const xml = `<a xmlns='http://x/?a=1&amp;b="'/>`;
    assert.equal(canonical(xml, INCLUSIVE), '<a xmlns="http://x/?a=1&amp;b=&quot;"></a>');
  });

  it('are told apart by what they mean, however they are written', () => {
    const xml = '<a xmlns="urn:1"><b xmlns="urn:&#49;"/></a>';
    assert.equal(canonical(xml, INCLUSIVE), '<a xmlns="urn:1"><b></b></a>');
  });

  it('are declared where they are first used when it is exclusive, in each branch anew', () => {
    const xml = '<a xmlns:p="u"><b><p:c p:d=""/></b><p:c/></a>';
    const expected = '<a><b><p:c xmlns:p="u" p:d=""></p:c></b><p:c xmlns:p="u"></p:c></a>';
    assert.equal(canonical(xml, EXCLUSIVE), expected);
  });

  it('are undeclared when it is exclusive only for a name that uses none', () => {
    const xml = '<a xmlns="u" xmlns:p="v"><p:b xmlns=""><c/></p:b></a>';
    const expected = '<a xmlns="u"><p:b xmlns:p="v"><c xmlns=""></c></p:b></a>';
    assert.equal(canonical(xml, EXCLUSIVE), expected);
  });
});

describe('Canonical XML of a part', () => {
  const xml = '<a xmlns="urn:d" xmlns:p="urn:p" xml:lang="tr"><b Id="x">1</b><c id="x"/>2</a>';

  it('has the namespaces and xml: attributes of its ancestors (1.0 §2.4)', () => {
    const expected = '<b xmlns="urn:d" xmlns:p="urn:p" Id="x" xml:lang="tr">1</b>';
    assert.equal(part(xml, { id: 'x' }), expected);
    assert.equal(part(xml, { start: xml.indexOf('<b') }), expected);
  });

  it('has the namespaces that it uses when it is exclusive', () => {
    assert.equal(part(xml, { id: 'x' }, EXCLUSIVE), '<b xmlns="urn:d" Id="x">1</b>');
  });

  it('has the namespaces of PrefixList, too', () => {
    const listed = method('exclusive', false, ['p', 'q', '#default']);
    assert.equal(part(xml, { id: 'x' }, listed), '<b xmlns="urn:d" xmlns:p="urn:p" Id="x">1</b>');
  });

  it('leaves out elements with all that is in them', () => {
    const without = [xml.indexOf('<b')];
    const expected = '<a xmlns="urn:d" xmlns:p="urn:p" xml:lang="tr"><c id="x"></c>2</a>';
    assert.equal(part(xml, 'document', INCLUSIVE, without), expected);
  });

  it('is nothing when it is in an element that is left out', () => {
    assert.equal(part(xml, { id: 'x' }, INCLUSIVE, [0]), '');
  });

  it('is the first of the elements with that Id, and all are reported', () => {
    const { matches } = canonicalPart(sourceOf(xml), { what: { id: 'x' }, method: INCLUSIVE });
    assert.deepEqual(
      matches.map(({ localName, namespace, start }) => [localName, namespace, start]),
      [
        ['b', 'urn:d', xml.indexOf('<b')],
        ['c', 'urn:d', xml.indexOf('<c')],
      ],
    );
  });

  it('is found by Id, ID, id, xml:id and wsu:Id, and by no other attribute', () => {
    const wsu =
      'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
    const ids = `<a xmlns:w="${wsu}" xmlns:v="urn:v"><b Id="x"/><c ID="x"/><d id="x"/><e xml:id="x"/><f w:Id="x"/>
      <g iD="x"/><h v:Id="x"/><i w:id="x"/><j xml:Id="x"/><k Id="y"/><l Id="&#120;"/><m Id="xx"/></a>`;
    const { matches } = canonicalPart(sourceOf(ids), { what: { id: 'x' }, method: INCLUSIVE });
    assert.deepEqual(
      matches.map(({ localName }) => localName),
      ['b', 'c', 'd', 'e', 'f', 'l'],
    );
  });

  it('goes on behind what was left out, and no further than its own end', () => {
    const nested = '<r><a Id="x">1<b>2<c/></b>3</a>4<a Id="x">5</a></r>';
    assert.equal(part(nested, { id: 'x' }, INCLUSIVE, [nested.indexOf('<b')]), '<a Id="x">13</a>');
  });

  it('is made in one pass with others, each into its own sink', () => {
    const written = ['', '', ''];
    const sinkOf = (k: number) => (bytes: Uint8Array) => {
      written[k] = `${written[k] ?? ''}${Buffer.from(bytes).toString()}`;
    };
    const source = openXml(sourceOf('<a><b Id="x"><c Id="y"/></b></a>'));
    const parts = (['document', { id: 'x' }, { id: 'y' }] as const).map((what, k) => ({
      what,
      without: [],
      method: INCLUSIVE,
      sink: sinkOf(k),
    }));
    const matches = canonicalize(source, parts);
    assert.deepEqual(written, [
      '<a><b Id="x"><c Id="y"></c></b></a>',
      '<b Id="x"><c Id="y"></c></b>',
      '<c Id="y"></c>',
    ]);
    assert.deepEqual(
      matches.map((found) => found.map(({ localName }) => localName)),
      [['a'], ['b'], ['c']],
    );
  });

  it('reaches the sink in few and large pieces', () => {
    const line = `<l a="1"><n>text &amp; text</n>\r\n<e/></l>`;
    const long = `<a>${line.repeat(20_000)}</a>`;
    let calls = 0;
    const sink = (): void => {
      calls++;
    };
    canonicalize(openXml(sourceOf(long)), [
      { what: 'document', without: [], method: INCLUSIVE, sink },
    ]);
    assert.ok(calls < long.length / 20_000, `${calls} calls`);
  });

  it('is matched once by an element with two equal Ids', () => {
    const twice = '<a><b Id="x" ID="x"/></a>';
    const { text, matches } = canonicalPart(sourceOf(twice), {
      what: { id: 'x' },
      method: INCLUSIVE,
    });
    assert.equal(text, '<b ID="x" Id="x"></b>');
    assert.equal(matches.length, 1);
  });

  it('leaves out an element inside of one that is left out with it', () => {
    const nested = '<r><a>1<b>2</b>3</a>4</r>';
    const without = [nested.indexOf('<a'), nested.indexOf('<b')];
    assert.equal(part(nested, 'document', INCLUSIVE, without), '<r>4</r>');
  });

  it('has the namespaces in scope there, and none that ended or were undeclared before', () => {
    const scoped =
      '<a xmlns="d" xmlns:p="1" xmlns:q="2"><x xmlns:r="3" xmlns:s="4"/>' +
      '<y xmlns="" xmlns:p="5"><z Id="x"/></y></a>';
    assert.equal(part(scoped, { id: 'x' }), '<z xmlns:p="5" xmlns:q="2" Id="x"></z>');
  });

  it('has no namespaces of an element that ended, in whatever order they were undeclared', () => {
    const ended = '<r><a xmlns="d" xmlns:p="1" xmlns:q="2"><b xmlns=""/></a><z Id="x"/></r>';
    assert.equal(part(ended, { id: 'x' }), '<z Id="x"></z>');
  });

  it('is written when what is left out ended before it', () => {
    const before = '<r><a/><z Id="x">1</z></r>';
    assert.equal(part(before, { id: 'x' }, INCLUSIVE, [3]), '<z Id="x">1</z>');
  });
});
