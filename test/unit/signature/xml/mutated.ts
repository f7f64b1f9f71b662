import type { Random } from './generated.ts';

const BITS = [
  ...[
    '<',
    '>',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    '/',
    '!',
    '?',
    '-',
    '--',
    ':',
    '.',
    '1',
    'é',
    '\r',
    '\n',
  ],
  ...[']]>', '<![CDATA[', '<!--', '-->', '<?', '?>', '<!DOCTYPE a>', '<a/>', '</a>', 'xml', 'a:'],
  ...[
    'xmlns=""',
    'xmlns:a=""',
    'xmlns:xml="urn:x"',
    'xmlns:q="http://www.w3.org/2000/xmlns/"',
    'xmlns',
  ],
  ...[
    '&#0;',
    '&#x1;',
    '&#xFFFE;',
    '&#xD800;',
    '&#x110000;',
    '&#65;',
    '&foo;',
    '&#',
    '&#x',
    '&amp',
    '&;',
  ],
  ...[
    '\0',
    '\x01',
    '\x0b',
    '\x7f',
    '\ufffe',
    '\uffff',
    '\u00b7',
    '\u0300',
    '<?xml version="1.0"?>',
  ],
].map((text) => Buffer.from(text));
/** No UTF-8: cut, overlong, a surrogate, beyond Unicode. */
const BAD_UTF8 = ['80', 'ff', 'eda080', 'c080', 'e282', 'f4908080'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

/** The bytes after an accident: something is lost, changed, doubled, moved in or cut off. */
export function mutate(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const before = bytes.subarray(0, at);
  const bit = random.of(random.once(10) ? BAD_UTF8 : BITS);
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([before, bytes.subarray(at + 1 + random.below(4))]);
    case 1:
      return Buffer.concat([before, bit, bytes.subarray(at)]);
    case 2:
      return Buffer.concat([before, bit, bytes.subarray(at + 1)]);
    case 3: {
      const from = random.below(bytes.length + 1);
      const doubled = bytes.subarray(from, from + random.below(30));
      return Buffer.concat([before, doubled, bytes.subarray(at)]);
    }
    case 4:
      return Buffer.concat([before, Buffer.of(random.below(256)), bytes.subarray(at + 1)]);
    default:
      return random.once(4) ? before : bytes;
  }
}
