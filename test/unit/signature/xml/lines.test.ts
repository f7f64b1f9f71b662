import assert from 'node:assert/strict';
import { positionsOf } from '../../../../src/signature/xml/lines.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { sourceOf } from './engine.ts';

describe('Lines and columns', () => {
  const xml = '<a>\r\nğ😀x\ry\n</a>';
  const at = (text: string): number => Buffer.from(xml.slice(0, xml.indexOf(text))).length;

  for (const sizes of [undefined, [1], [3]])
    it(`are counted as editors do, in pieces of ${sizes?.join() ?? 'any size'}`, () => {
      const places = positionsOf(openXml(sourceOf(xml, sizes)), [
        { start: at('</a>'), end: 1000 },
        { start: 0, end: 3 },
        { start: at('x'), end: at('y') },
        { start: at('ğ'), end: at('😀') },
      ]);
      assert.deepEqual(places, [
        { line: 4, column: 1, endLine: 4, endColumn: 5 },
        { line: 1, column: 1, endLine: 1, endColumn: 4 },
        { line: 2, column: 4, endLine: 3, endColumn: 1 },
        { line: 2, column: 1, endLine: 2, endColumn: 2 },
      ]);
    });

  it('are counted over all ends of lines between two places', () => {
    const lines = openXml(sourceOf('<a>\r\r\n\r\r\n\n\r</a>'));
    const [place] = positionsOf(lines, [{ start: 11, end: 15 }]);
    assert.deepEqual(place, { line: 7, column: 1, endLine: 7, endColumn: 5 });
  });

  it('are those of the last character at the end of the document, or behind it', () => {
    for (const [xml, line, column] of [
      ['<a/>', 1, 5],
      ['<a/>\n', 2, 1],
      ['<a/>\r', 2, 1],
    ] as const) {
      const [place] = positionsOf(openXml(sourceOf(xml)), [{ start: xml.length, end: 99 }]);
      assert.deepEqual(place, { line, column, endLine: line, endColumn: column });
    }
  });
});
