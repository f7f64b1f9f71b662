import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

type Texts = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '../../..');

/** Texts that are the same in both languages: names, abbreviations, and patterns without words. */
const SAME = new Set([
  'ATR',
  'Mali Mühür',
  'Mali mühür',
  'mali mühür',
  'PIN',
  'PIN: {0}',
  'PUK',
  'PUK: {0}',
  'TCKN',
  'VKN',
]);

function readTexts(file: string): Texts {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Texts;
}

const IMPORT = "import * as l10n from '@vscode/l10n';\n";

/**
 * What the sources say in English: the keys of the Turkish bundle. All sources are read as one,
 * because l10n-dev takes a fifth of a second for each file and each import.
 */
async function textsOfSources(): Promise<readonly string[]> {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const bodies = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
    .filter((source) => source.includes(IMPORT))
    .map((source) => source.replace(IMPORT, ''));
  const contents = IMPORT + bodies.join('\n');
  return Object.keys(await getL10nJson([{ extension: '.ts', contents }]));
}

function placeholders(text: string): readonly string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}

/** Commands that a welcome text links to. */
function links(text: string): readonly string[] {
  return (text.match(/\(command:[^)]+\)/g) ?? []).sort();
}

describe('The Turkish texts', () => {
  const turkish = readTexts('l10n/bundle.l10n.tr.json');
  const manifest = readTexts('package.nls.json');
  const turkishManifest = readTexts('package.nls.tr.json');

  it('cover every sentence of the sources, and nothing else', async function () {
    this.timeout(20_000);
    assert.deepEqual(Object.keys(turkish).sort(), [...(await textsOfSources())].sort());
  });

  it('have the placeholders of their sentences', () => {
    for (const [english, text] of Object.entries(turkish)) {
      assert.deepEqual(placeholders(text), placeholders(english), text);
    }
  });

  it('cover every text of the manifest, with the same links', () => {
    assert.deepEqual(Object.keys(turkishManifest), Object.keys(manifest));
    for (const [key, text] of Object.entries(turkishManifest)) {
      assert.deepEqual(links(text), links(manifest[key] ?? ''), key);
    }
  });

  it('leave nothing in English', () => {
    const pairs = [
      ...Object.entries(turkish),
      ...Object.entries(turkishManifest).map(([key, text]) => [manifest[key] ?? '', text] as const),
    ];
    for (const [english, text] of pairs) {
      assert.notEqual(text.trim(), '', `“${english}” is not translated`);
      if (!SAME.has(english)) assert.notEqual(text, english);
    }
  });

  it('write apostrophes and quotation marks as print does', () => {
    for (const text of [...Object.values(turkish), ...Object.values(turkishManifest)]) {
      assert.doesNotMatch(text, /['"]/);
    }
  });
});

describe('The manifest', () => {
  it('uses every text it has, and has every text it uses', () => {
    const source = readFileSync(join(root, 'package.json'), 'utf8');
    const used = [...source.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    const known = Object.keys(readTexts('package.nls.json'));
    assert.deepEqual([...new Set(used)].sort(), [...known].sort());
  });
});
