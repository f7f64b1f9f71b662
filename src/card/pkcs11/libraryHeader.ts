import { open } from 'node:fs/promises';

/** What a shared library is made for, by its own header. */
export interface LibraryHeader {
  readonly system: 'linux' | 'win32' | 'darwin';
  /** As Node names them; empty for one that nobody here runs. Several in a universal binary. */
  readonly architectures: readonly string[];
}

const ELF_MACHINES = new Map([
  [3, 'ia32'],
  [40, 'arm'],
  [62, 'x64'],
  [183, 'arm64'],
]);
const PE_MACHINES = new Map([
  [0x014c, 'ia32'],
  [0x01c4, 'arm'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);
const MACH_CPUS = new Map([
  [7, 'ia32'],
  [0x01000007, 'x64'],
  [12, 'arm'],
  [0x0100000c, 'arm64'],
]);
const HEADER_BYTES = 4096;
const MOST_ARCHITECTURES = 16;

/** Reads the header of a file; null when it is no shared library. Rejects as `fs` does. */
export async function readLibraryHeader(path: string): Promise<LibraryHeader | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return parseLibraryHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** ELF (System V ABI), PE (Microsoft PE/COFF) or Mach-O, by the first bytes of the file. */
export function parseLibraryHeader(head: Buffer): LibraryHeader | null {
  if (head.length < 64) return null;
  if (head.readUInt32BE(0) === 0x7f454c46) return elf(head);
  if (head.readUInt16BE(0) === 0x4d5a) return pe(head);
  return machO(head);
}

function elf(head: Buffer): LibraryHeader | null {
  const isLittle = head[5] === 1;
  const type = isLittle ? head.readUInt16LE(16) : head.readUInt16BE(16);
  const machine = isLittle ? head.readUInt16LE(18) : head.readUInt16BE(18);
  // ET_DYN: a program is no library.
  return type === 3 ? { system: 'linux', architectures: named(ELF_MACHINES, machine) } : null;
}

function pe(head: Buffer): LibraryHeader | null {
  const start = head.readUInt32LE(60);
  if (start + 24 > head.length || head.readUInt32BE(start) !== 0x50450000) return null;
  const isLibrary = (head.readUInt16LE(start + 22) & 0x2000) !== 0;
  const machine = head.readUInt16LE(start + 4);
  return isLibrary ? { system: 'win32', architectures: named(PE_MACHINES, machine) } : null;
}

function machO(head: Buffer): LibraryHeader | null {
  const magic = head.readUInt32BE(0);
  if (magic === 0xcafebabe) return universal(head);
  if (magic !== 0xcffaedfe && magic !== 0xcefaedfe) return null;
  return { system: 'darwin', architectures: named(MACH_CPUS, head.readUInt32LE(4)) };
}

/** Java classes begin alike; what they have here is a version number, never so small. */
function universal(head: Buffer): LibraryHeader | null {
  const count = head.readUInt32BE(4);
  if (count === 0 || count > MOST_ARCHITECTURES || 8 + count * 20 > head.length) return null;
  const architectures = Array.from({ length: count }, (_, i) =>
    named(MACH_CPUS, head.readUInt32BE(8 + i * 20)),
  );
  return { system: 'darwin', architectures: architectures.flat() };
}

function named(names: ReadonlyMap<number, string>, value: number): string[] {
  const name = names.get(value);
  return name === undefined ? [] : [name];
}
