/** Folders that Windows reserves for devices, whatever follows the dot. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u;
const LONGEST = 64;

/** Can a card have this name? It is the name of its folder too, on every operating system. */
export function isCardName(name: string): boolean {
  return (
    ALLOWED.test(name) && name.length <= LONGEST && !/[. ]$/.test(name) && !RESERVED.test(name)
  );
}

/** Some file systems take names for one that differ in case, or in how a letter is composed. */
export function isSameCardName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
