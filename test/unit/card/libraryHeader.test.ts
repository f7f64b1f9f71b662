import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LibraryHeader } from '../../../src/card/pkcs11/libraryHeader.ts';
import { parseLibraryHeader } from '../../../src/card/pkcs11/libraryHeader.ts';
import { depth } from '../../depth.ts';

/** ELF identification: magic, class (1: 32 bits, 2: 64), byte order (1: little, 2: big). */
function elf(machine: number, { type = 3, wide = 2, order = 1 } = {}): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head.set([wide, order, 1], 4);
  const write = (value: number, at: number) =>
    order === 1 ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at);
  write(type, 16);
  write(machine, 18);
  return head;
}

/** A DOS stub that points to the PE header; 0x2000 among its characteristics: a DLL. */
function pe(machine: number, { start = 128, characteristics = 0x2022 } = {}): Buffer {
  const head = Buffer.alloc(start + 24);
  head.write('MZ', 'latin1');
  head.writeUInt32LE(start, 60);
  head.write('PE\0\0', start, 'latin1');
  head.writeUInt16LE(machine, start + 4);
  head.writeUInt16LE(characteristics, start + 22);
  return head;
}

function machO(cpu: number, magic = 0xfeedfacf): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(cpu, 4);
  return head;
}

/** fat_header and a fat_arch for each, big-endian always. */
function universal(...cpus: readonly number[]): Buffer {
  const head = Buffer.alloc(Math.max(64, 8 + cpus.length * 20));
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(cpus.length, 4);
  for (const [i, cpu] of cpus.entries()) head.writeUInt32BE(cpu, 8 + i * 20);
  return head;
}

const is = (
  system: LibraryHeader['system'],
  ...architectures: readonly string[]
): LibraryHeader => ({ system, architectures });

describe('The header of a library', () => {
  for (const [what, head, expected] of [
    ['ELF for x64', elf(62), is('linux', 'x64')],
    ['ELF for ia32', elf(3, { wide: 1 }), is('linux', 'ia32')],
    ['ELF for arm64', elf(183), is('linux', 'arm64')],
    ['ELF for arm', elf(40, { wide: 1 }), is('linux', 'arm')],
    ['ELF for a big-endian processor', elf(21, { order: 2 }), is('linux')],
    ['PE for x64', pe(0x8664), is('win32', 'x64')],
    ['PE for ia32', pe(0x014c), is('win32', 'ia32')],
    ['PE for arm64', pe(0xaa64, { start: 248 }), is('win32', 'arm64')],
    ['Mach-O for x64', machO(0x01000007), is('darwin', 'x64')],
    ['Mach-O for arm64', machO(0x0100000c), is('darwin', 'arm64')],
    ['Mach-O for ia32', machO(7, 0xfeedface), is('darwin', 'ia32')],
    ['a universal one', universal(0x01000007, 0x0100000c), is('darwin', 'x64', 'arm64')],
    ['a universal one with a processor of long ago', universal(18, 7), is('darwin', 'ia32')],
  ] as const) {
    it(`tells what it is for: ${what}`, () => {
      assert.deepEqual(parseLibraryHeader(head), expected);
    });
  }

  for (const [what, bytes] of [
    ['an empty file', Buffer.alloc(0)],
    ['a text file', Buffer.from('a text, and long enough for any header. '.repeat(3))],
    ['zeros', Buffer.alloc(4096)],
    ['an ELF program', elf(62, { type: 2 })],
    ['a PE program', pe(0x8664, { characteristics: 0x22 })],
    ['a DOS program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a Java class', Buffer.concat([Buffer.from('cafebabe00000041', 'hex'), Buffer.alloc(100)])],
    ['a universal one without any', universal()],
  ] as const) {
    it(`is none: ${what}`, () => {
      assert.equal(parseLibraryHeader(bytes), null);
    });
  }

  it('that is cut off is none, and no fault', () => {
    for (const whole of [elf(62), pe(0x8664), machO(0x0100000c), universal(7, 12, 0x0100000c)]) {
      for (let length = 0; length < 64; length++) {
        assert.equal(parseLibraryHeader(whole.subarray(0, length)), null);
      }
    }
    for (let length = 64; length < 152; length++) {
      assert.equal(parseLibraryHeader(pe(0x8664).subarray(0, length)), null);
    }
  });

  it('of random bytes never throws', () => {
    const magics = ['', '7f454c46', '4d5a', 'cafebabe', 'cffaedfe', 'cefaedfe'];
    const magic = fc.constantFrom(...magics.map((hex) => Buffer.from(hex, 'hex')));
    const files = fc.tuple(magic, fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(files, ([begin, rest]) => {
        const header = parseLibraryHeader(Buffer.concat([begin, rest]));
        assert.ok(header === null || Array.isArray(header.architectures));
      }),
      { numRuns: depth(2000) },
    );
  });
});
