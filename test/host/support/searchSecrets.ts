import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_FILE } from '../../../src/card/virtual/library.ts';

/** The forms in which somebody could find a secret. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'latin1');
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
  return [secret, hex, hex.toUpperCase(), hex.replace(/..(?!$)/g, '$& '), decimal, ...base64];
}

/** Which of the secrets can be found in the text, in which form. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) => formsOf(secret).filter((form) => text.includes(form)));
}

/** Which files below the folder tell a secret; the state of a virtual card may. */
export function filesThatTell(folder: string, secrets: readonly string[]): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== STATE_FILE)
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => secretsIn(contentOf(file), secrets).length > 0);
}

/** Files come and go while VS Code runs. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
