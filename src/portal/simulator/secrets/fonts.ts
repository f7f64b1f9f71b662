import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** DejaVu Sans has all letters of Turkish, and those of most other languages of Europe. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** In the package the fonts lie beside the program; from sources, where the package manager put them. */
const DIRECTORY =
  typeof __dirname === 'string' ? __dirname : join('node_modules', 'dejavu-fonts-ttf', 'ttf');

export async function readFonts(): Promise<FontFiles> {
  const [regular, bold] = await Promise.all(
    ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => readFile(join(DIRECTORY, name))),
  );
  return { regular: new Uint8Array(regular ?? []), bold: new Uint8Array(bold ?? []) };
}
