import assert from 'node:assert/strict';
import { positionsOf } from '../../../../src/signature/xml/lines.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { canonical, errorOf, method, sourceOf } from './engine.ts';

const TEXT = 'İstanbul ığüşöç €';
const C14N = method('c14n-1.0');

function declared(encoding: string, text: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?>\n<a>${text}</a>`;
}

function swapped(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Turkish letters as Windows-1254 and ISO-8859-9 have them. */
function turkish(text: string): Buffer {
  const letters = new Map([
    ['İ', 0xdd],
    ['ı', 0xfd],
    ['ğ', 0xf0],
    ['ş', 0xfe],
    ['€', 0x80],
  ]);
  return Buffer.from(
    Array.from(text, (letter) => letters.get(letter) ?? letter.codePointAt(0) ?? 0),
  );
}

describe('Encodings', () => {
  const documents: [encoding: string, bytes: Buffer, text: string][] = [
    ['utf-8', Buffer.from(declared('UTF-8', TEXT)), TEXT],
    ['utf-8', Buffer.from(`\ufeff${declared('utf-8', TEXT)}`), TEXT],
    ['utf-8', Buffer.from(`<a>${TEXT}😀</a>`), `${TEXT}😀`],
    ['utf-16le', Buffer.from(`\ufeff${declared('UTF-16', `${TEXT}😀`)}`, 'utf16le'), `${TEXT}😀`],
    ['utf-16le', Buffer.from(`\ufeff<a>${TEXT}</a>`, 'utf16le'), TEXT],
    ['utf-16le', Buffer.from(declared('UTF-16LE', TEXT), 'utf16le'), TEXT],
    ['utf-16be', swapped(`\ufeff${declared('utf-16', `${TEXT}😀`)}`), `${TEXT}😀`],
    ['utf-16be', swapped(declared('UTF-16BE', TEXT)), TEXT],
    ['windows-1254', turkish(declared('windows-1254', TEXT)), TEXT],
    ['iso-8859-9', turkish(declared('ISO-8859-9', 'ığşİü')), 'ığşİü'],
    ['windows-1252', Buffer.from(declared('Windows-1252', 'ð\x80'), 'latin1'), 'ð€'],
    ['iso-8859-1', Buffer.from(declared('ISO-8859-1', 'ðýþÿ'), 'latin1'), 'ðýþÿ'],
    ['us-ascii', Buffer.from(declared('US-ASCII', 'abc&#287;')), 'abcğ'],
  ];
  for (const [encoding, bytes, text] of documents)
    for (const sizes of [undefined, [1], [3]])
      it(`${encoding} is read, in pieces of ${sizes?.join() ?? 'any size'}`, () => {
        const source = openXml(sourceOf(bytes, sizes));
        assert.equal(source.encoding, encoding);
        assert.equal(canonical(bytes, C14N, sizes), `<a>${text}</a>`);
      });

  it('the bytes 0x80 to 0x9F of the ISO pages are control characters, not those of Windows', () => {
    const bytes = Buffer.from(declared('ISO-8859-9', '\x80\x9f'), 'latin1');
    assert.equal(canonical(bytes, C14N), '<a>\u0080\u009f</a>');
  });

  it('the byte order mark is told, and is no part of offsets', () => {
    const source = openXml(sourceOf('\ufeff<a/>'));
    assert.equal(source.hasByteOrderMark, true);
    assert.equal(source.declaredEncoding, null);
    assert.equal(errorOf(sourceOf('\ufeff<a></b>'))?.[2], 3);
  });

  const refused: [rule: string, bytes: Buffer, problem: string, detail: string][] = [
    [
      'UTF-16 marked, UTF-8 declared',
      Buffer.from(`\ufeff${declared('UTF-8', '')}`, 'utf16le'),
      'encoding-contradicts',
      'utf-16le byte order mark / UTF-8',
    ],
    [
      'UTF-8 marked, another declared',
      Buffer.from(`\ufeff${declared('ISO-8859-9', '')}`),
      'encoding-contradicts',
      'utf-8 byte order mark / ISO-8859-9',
    ],
    [
      'one byte a character, UTF-16 declared',
      Buffer.from(declared('UTF-16', '')),
      'encoding-contradicts',
      'ASCII / UTF-16',
    ],
    [
      'the other order of bytes',
      swapped(declared('UTF-16LE', '')),
      'encoding-contradicts',
      'utf-16be / UTF-16LE',
    ],
    [
      'an encoding that is not read',
      Buffer.from(declared('EUC-JP', '')),
      'encoding-unknown',
      'EUC-JP',
    ],
    ['UTF-32', Buffer.from('fffe00003c000000', 'hex'), 'encoding-unknown', 'UTF-32'],
    ['EBCDIC', Buffer.from('4c6fa7949340', 'hex'), 'encoding-unknown', 'EBCDIC'],
  ];
  for (const [rule, bytes, problem, detail] of refused)
    it(`${rule}: is refused`, () => {
      assert.deepEqual(errorOf(sourceOf(bytes)), [problem, detail, 0]);
    });

  const bad: [encoding: string, bytes: Buffer, offset: number][] = [
    [
      'utf-8',
      Buffer.concat([Buffer.from(`<a>${'ğ'.repeat(99)}`), Buffer.from('80'.repeat(9), 'hex')]),
      201,
    ],
    ['utf-8', Buffer.concat([Buffer.from('<a>ğ'), Buffer.from('eda080', 'hex')]), 5],
    ['utf-8', Buffer.concat([Buffer.from('<a>'), Buffer.from('c080', 'hex')]), 3],
    ['utf-8', Buffer.concat([Buffer.from('<a>'), Buffer.from('f0908080f4908080', 'hex')]), 7],
    ['utf-8', Buffer.concat([Buffer.from('<a>'), Buffer.from('e282', 'hex')]), 3],
    ['utf-8', turkish('<a>ığş</a>'), 3],
    ['utf-16le', Buffer.from('\ufeff<a>ğ\udc00</a>', 'utf16le'), 5],
    ['utf-16le', Buffer.from('\ufeff<a>ğ\ud800x</a>', 'utf16le'), 5],
    ['utf-16le', Buffer.from('\ufeff<a/>', 'utf16le').subarray(0, -1), 3],
    ['windows-1254', Buffer.from(declared('windows-1254', '\x81'), 'latin1'), 49],
    ['us-ascii', Buffer.from(declared('us-ascii', 'ü'), 'latin1'), 45],
  ];
  for (const [encoding, bytes, offset] of bad)
    it(`bytes that ${encoding} does not have are refused, and where they are`, () => {
      for (const sizes of [undefined, [1], [2], [5]])
        assert.deepEqual(errorOf(sourceOf(bytes, sizes)), ['encoding', encoding, offset]);
    });

  it('lines are counted as far as it can be decoded', () => {
    const bytes = Buffer.concat([Buffer.from('<a>\nğ'), Buffer.from('ff', 'hex')]);
    const [place] = positionsOf(openXml(sourceOf(bytes)), [{ start: 6, end: 7 }]);
    assert.deepEqual(place, { line: 2, column: 2, endLine: 2, endColumn: 2 });
  });
});
