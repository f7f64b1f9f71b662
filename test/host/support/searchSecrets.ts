import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_FILE } from '../../../src/card/virtual/library.ts';

/** The forms in which somebody could find a secret in bytes that are read as Latin-1. */
function formsOf(secret: string): readonly string[] {
  return [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')].flatMap((bytes) => [
    bytes.toString('latin1'),
    ...encodingsOf(bytes),
  ]);
}

function encodingsOf(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex');
  // In the middle of other data, base64 depends on what stands before; its inner part does not.
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : offset + 1)
      .replace(/=+$/, '')
      .slice(0, -1),
  );
  const decimal = [...bytes].join(',');
  return [hex, hex.toUpperCase(), hex.replace(/..(?!$)/g, '$& '), decimal, ...base64];
}

/** Which of the secrets can be found in the text, in which form. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) => formsOf(secret).filter((form) => text.includes(form)));
}

/**
 * Which of these numbers can be found. Six digits are in many a file: a text tells them as a word of
 * their own.
 */
export function numbersIn(text: string, numbers: readonly string[]): readonly string[] {
  return numbers.filter((number) => {
    const wide = Buffer.from(number, 'utf16le').toString('latin1');
    return (
      (text.includes(number) && new RegExp(`(?<!\\w)${number}(?!\\w)`).test(text)) ||
      (text.includes(wide) && new RegExp(`(?<!\\w\0)${wide}(?!\\w\0)`).test(text)) ||
      encodingsOf(Buffer.from(number)).some((form) => text.includes(form))
    );
  });
}

/** Which files below the folder tell a secret; the state of a virtual card may. */
export function filesThatTell(folder: string, secrets: readonly string[]): readonly string[] {
  return filesBelow(folder).filter((file) => secretsIn(contentOf(file), secrets).length > 0);
}

/** All files below a folder, no links, but the states of virtual cards, which are the cards. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && entry.name !== STATE_FILE ? [path] : [];
  });
}

/** As Latin-1; files come and go while VS Code runs. */
export function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
