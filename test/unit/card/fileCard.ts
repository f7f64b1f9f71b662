import { fromHex, toHex } from '../../../src/hex.ts';
import type { CardConnection } from '../../../src/card/reader/reader.ts';
import { der, octets, seq, utf8 } from './derBuilder.ts';
import { V1_ATR } from './scriptedConnection.ts';

/** Files by path in hexadecimal; a value of two bytes such as 6A82 is the answer to SELECT. */
export type CardFileMap = Readonly<Record<string, Uint8Array>>;

const SERIAL = '0102030405060708090A0B0C';

/** A connection to a card that has these files, the AKİS serial number, and nothing else. */
export function fileCard(
  files: CardFileMap,
  options: { atr?: string; kind?: CardConnection['kind'] } = {},
): CardConnection & { readonly sent: string[] } {
  const sent: string[] = [];
  let current = new Uint8Array();
  const answer = (command: Uint8Array): string => {
    const hex = toHex(command);
    if (hex === '00CA01064D') return `${'00'.repeat(55)}${SERIAL}${'00'.repeat(10)}9000`;
    if (hex.startsWith('00A4')) {
      const path = toHex(command.subarray(5, 5 + (command[4] ?? 0)));
      const file = files[path];
      if (file === undefined) return '6A82';
      if (file.length === 2) return toHex(file);
      current = new Uint8Array(file);
      const size = file.length.toString(16).padStart(4, '0');
      return `6F078002${size}90010 6 9000`.replaceAll(' ', '');
    }
    if (hex.startsWith('00B0')) {
      const offset = ((command[2] ?? 0) << 8) | (command[3] ?? 0);
      const part = current.subarray(offset, offset + (command[4] ?? 0));
      return `${toHex(part)}9000`;
    }
    return '6D00';
  };
  return {
    sent,
    reader: 'File Reader',
    kind: options.kind ?? 'pcsc',
    atr: fromHex(options.atr ?? V1_ATR),
    transmit(command) {
      sent.push(toHex(command));
      return Promise.resolve(fromHex(answer(command)));
    },
    disconnect: () => Promise.resolve(),
  };
}

const aid = der(0x4f, 'A000000063504B43532D3135');
const reference = (tag: number, path: string) => der(tag, seq(octets(path)));
const certificate = (label: string, id: string, path: string) =>
  seq(seq(utf8(label)), seq(octets(id)), der(0xa1, seq(seq(octets(path)))));
const pinAttributes = der(
  0xa1,
  seq(
    der(0x03, '0448'),
    der(0x0a, '01'),
    der(0x02, '04'),
    der(0x02, '08'),
    der(0x02, '10'),
    der(0x80, '0080'),
    seq(octets('3F005015')),
  ),
);

/** A card with two certificates and one PIN, made by another maker than ours. */
export function sealCard(changes: CardFileMap = {}): CardFileMap {
  return {
    '3F002F00': der(0x61, aid, der(0x51, '3F005015')),
    '3F005015': Uint8Array.of(0x00, 0x00, 0x00),
    '3F0050155031': Buffer.concat([
      reference(0xa0, '4401'),
      reference(0xa4, '4402'),
      reference(0xa8, '4403'),
    ]),
    '3F0050155032': seq(der(0x02, '00'), octets('AB'), utf8('TUBITAK'), der(0x03, '0400')),
    '3F0050154401': new Uint8Array([0xff, 0xff, 0xff]),
    '3F0050154402': Buffer.concat([
      certificate('1234567890SIGN0', '45', '4501'),
      certificate('1234567890ENCR0', '46', '4502'),
    ]),
    '3F0050154403': seq(seq(utf8('PIN')), seq(octets('01')), pinAttributes),
    '3F0050154501': new Uint8Array(300).fill(1),
    '3F0050154502': new Uint8Array(900).fill(2),
    ...changes,
  };
}
