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
});
