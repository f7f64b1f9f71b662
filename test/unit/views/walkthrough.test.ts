import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import english from '../../../package.nls.json' with { type: 'json' };
import turkish from '../../../package.nls.tr.json' with { type: 'json' };
import { cardsView, commandIds, walkthroughSteps } from '../../../src/contributions.ts';
import type { InsertOptions } from '../../../src/contributions.ts';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import { WARNINGS_TR } from '../../../src/portal/simulator/secrets/warnings.ts';
import { LABELS } from '../../../src/views/portal/protocol/texts.ts';
import { keptPoint } from '../../../src/views/portal/restorePoint.ts';

const root = join(import.meta.dirname, '../../..');
const languages = { english, turkish } as const;

type Step = (typeof walkthroughSteps)[number];

/** What the guide calls by name in each step. */
const named: Readonly<Record<Step, readonly string[]>> = {
  card: ['ACS 38T', 'AKİS'],
  drivers: [LABELS.drivers],
  services: [LABELS.onlineServices, LABELS.certificateServices],
  verification: [LABELS.verification, LABELS.passwordSignIn, LABELS.signatureSignIn],
  signIn: [LABELS.vkn, LABELS.picture, LABELS.word, LABELS.signIn, LABELS.code],
  secrets: [LABELS.secrets, LABELS.activate, LABELS.createPin],
  warnings: [LABELS.save, LABELS.erase, LABELS.unlock],
};

interface Link {
  readonly command: string;
  readonly argument: unknown;
  /** VS Code makes a button of a link that has a line for itself. */
  readonly isButton: boolean;
}

function links(description: string): Link[] {
  return description.split('\n').flatMap((line) =>
    [...line.matchAll(/\[[^\]]+\]\(command:([\w.]+)(?:\?([^)]+))?\)/g)].map((match) => {
      const [whole, command = '', query] = match;
      const argument: unknown = query && JSON.parse(decodeURIComponent(query));
      return { command, argument, isButton: whole === line };
    }),
  );
}

/** As the texts of the manifest are written: without quotation marks, with printed apostrophes. */
function printed(sentence: string): string {
  return sentence.replaceAll("'", '’').replaceAll(/["“”]/g, '');
}

for (const [language, texts] of Object.entries(languages)) {
  describe(`The walkthrough in ${language}`, () => {
    const describes = (step: Step): string => texts[`walkthrough.${step}.description`];

    it('calls everything as the guide does', () => {
      for (const step of walkthroughSteps)
        for (const name of named[step])
          assert.ok(describes(step).includes(`**${name}**`) || name === 'AKİS', `${step}: ${name}`);
      assert.match(describes('card'), /AKİS/);
    });

    it('has a button in each step, and links to what exists only', () => {
      for (const step of walkthroughSteps) {
        const found = links(describes(step));
        assert.ok(
          found.some(({ isButton }) => isButton),
          step,
        );
        assert.equal(found.length, describes(step).split('](').length - 1, step);
        for (const { command, argument } of found) {
          const known: readonly string[] = [...commandIds, `${cardsView}.focus`];
          assert.ok(known.includes(command), command);
          if (argument === undefined) continue;
          if (command === 'maliMuhur.portal.open') assert.ok(keptPoint(argument), step);
          else assert.deepEqual(argument, { delivered: true } satisfies InsertOptions);
        }
      }
    });

    it('works without a card, a reader and an account of one’s own', () => {
      const commands = walkthroughSteps.map((step) =>
        links(describes(step)).map(({ command }) => command),
      );
      assert.ok(commands[0]?.includes('maliMuhur.virtualCard.insert'));
      assert.ok(commands[4]?.includes('maliMuhur.simulator.showPhone'));
      for (const known of [SEED.vkn, SEED.securityWord])
        assert.ok(describes('signIn').includes(`\`\`${known}\`\``), known);
    });
  });
}

describe('The warnings of the walkthrough', () => {
  it('are those of the guide, word for word in Turkish', () => {
    const lines = turkish['walkthrough.warnings.description'].split('\n').slice(0, 4);
    assert.deepEqual(
      lines.map((line) => line.replaceAll('**', '')),
      WARNINGS_TR.map((warning, index) => `${String(index + 1)}. ${printed(warning)}`),
    );
  });
});

/** Colours that each theme of VS Code gives a value; the others need one to fall back on. */
const GIVEN = [
  'foreground',
  'descriptionForeground',
  'errorForeground',
  'editor-background',
  'editorWidget-background',
  'editorWarning-foreground',
  'textLink-foreground',
  'button-background',
  'button-foreground',
  'input-background',
  'input-foreground',
  'charts-green',
];

/** What may be read in the pictures besides the labels: names, and what somebody typed. */
const READ =
  /^(AKİS|ACS|38T|ACS 38T|Windows|macOS|Linux|PIN|PUK|SMS|Onay Kodu|482 913|1234567890|K7MP4|[A-Z\d]|http:\/\/www\.kamusm\.gov\.tr)$/;

describe('The pictures of the walkthrough', () => {
  for (const step of walkthroughSteps) {
    const picture = readFileSync(join(root, 'media', 'walkthrough', `${step}.svg`), 'utf8');

    it(`${step}: has a colour in every theme`, () => {
      for (const [, name = '', fallback] of picture.matchAll(/var\(--vscode-([\w-]+)(,)?/g))
        assert.ok(GIVEN.includes(name) || fallback !== undefined, name);
      assert.match(picture, /var\(--vscode-foreground\)/);
    });

    it(`${step}: has nothing that needs a translation`, () => {
      const read = [...picture.matchAll(/>([^<>]+)<\/text>/g)].map(([, text = '']) => text);
      const labels: readonly string[] = Object.values(LABELS);
      for (const text of read) assert.ok(labels.includes(text) || READ.test(text), text);
      assert.ok(read.length > 0);
    });

    it(`${step}: has a name for those who do not see it, and takes nothing from elsewhere`, () => {
      assert.match(picture, /^<svg [^>]*role="img" aria-label="\S+[^"]* · [A-Z][^"]+"/);
      assert.doesNotMatch(picture, /<style|style=|<script|<image|\bon\w+=|url\(|href="[^#]/);
    });
  }
});
