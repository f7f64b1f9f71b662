import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import { isMuhurError } from '../errors.ts';
import { outcomesJson } from '../signature/report/json.ts';
import type { FileOutcome } from '../signature/report/outcome.ts';
import { STANDARD_INPUT, exitCodeOf } from '../signature/report/outcome.ts';
import { outcomesSarif } from '../signature/report/sarif.ts';
import { explain } from '../text/errors.ts';
import { currentLanguage } from '../text/language.ts';
import type { Paint } from '../text/paint.ts';
import { reportWords } from '../text/reportWords.ts';
import { validationText } from '../text/validationText.ts';
import { parseFilesAndOptions, wrongUsage } from './command.ts';
import type { CliCommand } from './command.ts';
import { parseTime } from './parseTime.ts';
import type { FilesRequest } from './validateFiles.ts';

const synopsis =
  'validate FILE... [--json | --sarif] [--trust PATH]... [--at TIME] [--offline] [--content FILE]';

const options = {
  json: { type: 'boolean' },
  sarif: { type: 'boolean' },
  trust: { type: 'string', multiple: true },
  at: { type: 'string' },
  offline: { type: 'boolean' },
  content: { type: 'string' },
} as const;

type Form = 'text' | 'json' | 'sarif';

/** Are the signatures in those files valid, and if not, why? */
export const validateCommand: CliCommand = {
  synopsis,
  summary: () =>
    l10n.t('Validates the signatures in the files, and says what is wrong; “-” is standard input.'),
  async run(args) {
    const { request, form } = readArguments(args);
    const outcomes = await validate(request);
    console.log(renderings[form](outcomes));
    return exitCodeOf(outcomes);
  },
};

/** @throws `usage/invalid`: nothing is validated by half of what was asked. */
function readArguments(args: readonly string[]): { request: FilesRequest; form: Form } {
  const { files, values } = parseFilesAndOptions(args, options, synopsis);
  const { json = false, sarif = false, trust = [], at, offline = false, content = null } = values;
  if (files.length === 0) throw wrongUsage(l10n.t('There is no file to validate.'), synopsis);
  if (json && sarif) {
    throw wrongUsage(l10n.t('Choose one of “{0}” and “{1}”.', '--json', '--sarif'), synopsis);
  }
  if (content !== null && files.length > 1) {
    throw wrongUsage(l10n.t('“--content” goes with one signature only.'), synopsis);
  }
  if ([...files, content].filter((file) => file === STANDARD_INPUT).length > 1) {
    throw wrongUsage(l10n.t('The standard input can be read only once.'), synopsis);
  }
  const time = at === undefined ? null : knownTime(at);
  const form = json ? 'json' : sarif ? 'sarif' : 'text';
  return { request: { files, trust, at: time, offline, content }, form };
}

function knownTime(text: string): Date {
  const time = parseTime(text);
  if (time !== null) return time;
  throw wrongUsage(
    l10n.t('“{0}” is no time; write it like {1}.', text, '2026-05-14T12:00:00+03:00'),
    synopsis,
  );
}

async function validate(request: FilesRequest): Promise<readonly FileOutcome[]> {
  const { validateFiles } = await import('./validateFiles.ts');
  try {
    return await validateFiles(request);
  } catch (error) {
    if (!isMuhurError(error) || !error.code.startsWith('trust/')) throw error;
    const { what, advice } = explain(error);
    throw wrongUsage(`${what} ${advice}`, synopsis, error);
  }
}

const renderings: Readonly<Record<Form, (outcomes: readonly FileOutcome[]) => string>> = {
  text: (outcomes) => validationText(outcomes, inColours),
  json: (outcomes) => JSON.stringify(outcomesJson(outcomes, reportWords)),
  sarif: (outcomes) =>
    JSON.stringify(
      outcomesSarif(outcomes, reportWords, {
        version: ownVersion(),
        language: currentLanguage(),
        workingDirectory: process.cwd(),
      }),
    ),
};

const colours = {
  strong: 'bold',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  quiet: 'dim',
} as const;

/** Only in a terminal, and not where NO_COLOR is set. */
const inColours: Paint = (tone, text) => styleText(colours[tone], text, { stream: process.stdout });

/** As the manifest beside `dist` says. */
function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
