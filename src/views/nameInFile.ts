/** A longer name helps nobody, and some file systems take no more than 255 bytes. */
const LONGEST = 60;

/**
 * A name from outside as a part of the name of a file: without characters that a file system, a
 * shell or an archive could trip over. Empty when nothing is left.
 */
export function nameInFile(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^[-.]+|[-.]+$/g, '');
}
