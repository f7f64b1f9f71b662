import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes VS Code Turkish without Microsoft's language pack, which no package registry has: an empty
 * pack under its name. VS Code's own words stay English; extensions are asked for their Turkish.
 *
 * @param userData the user data folder, before VS Code starts on it
 */
export function makeTurkish(userData: string): void {
  const translations = join(userData, 'turkish.json');
  const pack = {
    hash: 'empty',
    label: 'Türkçe',
    extensions: [
      { extensionIdentifier: { id: 'ms-ceintl.vscode-language-pack-tr' }, version: '1.0.0' },
    ],
    translations: { vscode: translations },
  };
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(translations, JSON.stringify({ contents: {} }));
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ tr: pack }));
  // What "Configure Display Language" writes.
  writeFileSync(join(userData, 'User', 'argv.json'), JSON.stringify({ locale: 'tr' }));
}
