import assert from 'node:assert/strict';
import { joinBases, withoutDots } from '../../../../src/signature/xml/xmlBase.ts';
import { canonicalPart, method, sourceOf } from './engine.ts';

/** Canonical XML 1.1, appendix A. */
const PATHS: [path: string, expected: string][] = [
  ['no/.././/pseudo-netpath/seg/file.ext', 'pseudo-netpath/seg/file.ext'],
  ['no/..//.///pseudo-netpath/seg/file.ext', 'pseudo-netpath/seg/file.ext'],
  ['yes/no//..//.///pseudo-netpath/seg/file.ext', 'yes/pseudo-netpath/seg/file.ext'],
  ['no/../yes', 'yes'],
  ['no/../yes/', 'yes/'],
  ['no/../yes/no/..', 'yes/'],
  ['../../no/../..', '../../../'],
  ['no/../..', '../'],
  ['no/..', ''],
  ['no/../', ''],
  ['/a/b/c/./../../g', '/a/g'],
  ['mid/content=5/../6', 'mid/6'],
  ['../../..', '../../../'],
  ['no/../../', '../'],
  ['..yes/..no/..no/..no/../../../..yes', '..yes/..yes'],
  ['..yes/..no/..no/..no/../../../..yes/', '..yes/..yes/'],
  ['../..', '../../'],
  ['../../../', '../../../'],
  ['.', ''],
  ['./', ''],
  ['./.', ''],
  ['//no/..', '/'],
  ['../../no/..', '../../'],
  ['yes/no/no/../..', 'yes/'],
  ['yes/no/../yes/no/no/../..', 'yes/yes/'],
  ['/yes/no/../', '/yes/'],
  ['../../..no/..', '../../'],
  ['..yes/...no/..no/..no/../../..', '..yes/'],
  ['/', '/'],
  ['/.', '/'],
  ['/../../..', '/'],
  ['//..//..//..', '/'],
  ['/./.././.././..', '/'],
  ['..', '../'],
];

/** Canonical XML 1.1 §2.4, and RFC 3986 §5.4. */
const JOINED: [values: string[], expected: string][] = [
  [['abc/', '../'], ''],
  [['../', '../'], '../../'],
  [['..', '..'], '../../'],
  [['..', '..', 'x'], '../../x'],
  [['something/else', 'bar/', 'foo'], 'something/bar/foo'],
  [['http://a/b/c/d;p?q', 'g'], 'http://a/b/c/g'],
  [['http://a/b/c/d;p?q', '../g'], 'http://a/b/g'],
  [['http://a/b/c/d;p?q', '/g'], 'http://a/g'],
  [['http://a/b/c/d;p?q', '//g'], 'http://g'],
  [['http://a/b/c/d;p?q', '?y'], 'http://a/b/c/d;p?y'],
  [['http://a/b/c/d;p?q', ''], 'http://a/b/c/d;p?q'],
  [['http://a/b/c/d;p?q', 'g#s'], 'http://a/b/c/g'],
  [['http://a/b/c/d;p?q', 'g:h'], 'g:h'],
  [['http://a', 'b'], 'http://a/b'],
];

describe('xml:base in Canonical XML 1.1', () => {
  it('has no dots where they can be resolved (appendix A)', () => {
    for (const [path, expected] of PATHS) assert.equal(withoutDots(path), expected, path);
  });

  it('is joined from the outside in (§2.4)', () => {
    for (const [values, expected] of JOINED) assert.equal(joinBases(values), expected);
  });

  const rules: [rule: string, xml: string, expected: string][] = [
    [
      'is joined with those of the ancestors',
      '<a xml:base="a/b"><c Id="x" xml:base="d"/></a>',
      ' xml:base="a/d"',
    ],
    [
      'is that of the ancestors when there is none',
      '<a xml:base="a/b"><c Id="x"/></a>',
      ' xml:base="a/b"',
    ],
    ['goes when it comes to nothing', '<a xml:base="abc/"><c Id="x" xml:base="../"/></a>', ''],
    ['stays as it is when no ancestor has one', '<a><c Id="x" xml:base=""/></a>', ' xml:base=""'],
  ];
  for (const [rule, xml, expected] of rules)
    it(rule, () => {
      const part = { what: { id: 'x' }, method: method('c14n-1.1') };
      assert.equal(canonicalPart(sourceOf(xml), part).text, `<c Id="x"${expected}></c>`);
    });

  it('is not joined by 1.0, which takes what is nearest', () => {
    const xml = '<a xml:base="a/b" xml:id="i" xml:o="1"><c Id="x" xml:base=""/></a>';
    const inVersion = (name: 'c14n-1.0' | 'c14n-1.1') =>
      canonicalPart(sourceOf(xml), { what: { id: 'x' }, method: method(name) }).text;
    assert.equal(inVersion('c14n-1.0'), '<c Id="x" xml:base="" xml:id="i" xml:o="1"></c>');
    assert.equal(inVersion('c14n-1.1'), '<c Id="x" xml:base="a/b"></c>');
  });
});
