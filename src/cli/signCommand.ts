import * as l10n from '@vscode/l10n';
import { PRESET_NAMES, presetByName } from '../signature/xades/build/presets.ts';
import { parseFilesAndOptions, wrongUsage } from './command.ts';
import type { CliCommand } from './command.ts';
import type { SignRequest } from './signing/runSign.ts';
import { signReport } from './signing/signReport.ts';
import { signText } from './signing/signText.ts';
import { SIGNER_SYNOPSIS, signerOptions } from './signing/signerOptions.ts';

const synopsis =
  'sign FILE --out FILE [--format xades|cades] [--level B|T] [--preset NAME] [--json] ' +
  '[--role TEXT] [--replace | --counter-sign] [--add-missing] [--detached] [--no-check] ' +
  `[--tsa URL [--tsa-user USER --tsa-password-env VAR]] ${SIGNER_SYNOPSIS}`;

const options = {
  ...signerOptions,
  out: { type: 'string' },
  format: { type: 'string' },
  level: { type: 'string' },
  preset: { type: 'string' },
  role: { type: 'string' },
  replace: { type: 'boolean' },
  'counter-sign': { type: 'boolean' },
  'add-missing': { type: 'boolean' },
  detached: { type: 'boolean' },
  'no-check': { type: 'boolean' },
  json: { type: 'boolean' },
  tsa: { type: 'string' },
  'tsa-user': { type: 'string' },
  'tsa-password-env': { type: 'string' },
} as const;

type Values = ReturnType<typeof parseFilesAndOptions<typeof options>>['values'];

/** Signs a document with a card, a module or the key of a file. */
export const signCommand: CliCommand = {
  synopsis,
  summary: () =>
    l10n.t('Signs a document with a card, a PKCS#11 module or a PFX file, and checks the result.'),
  async run(args) {
    const { files, values } = parseFilesAndOptions(args, options, synopsis);
    const request = readRequest(files, values);
    const { runSign } = await import('./signing/runSign.ts');
    const outcome = await runSign(request);
    console.log(values.json === true ? JSON.stringify(signReport(outcome)) : signText(outcome));
  },
};

function readRequest(files: readonly string[], values: Values): SignRequest {
  const [file, ...others] = files;
  const { out } = values;
  if (file === undefined || others.length > 0) {
    throw wrongUsage(l10n.t('Name one file to sign.'), synopsis);
  }
  if (out === undefined) {
    throw wrongUsage(l10n.t('“{0}” is missing: where the signed file goes.', '--out'), synopsis);
  }
  const format = chosen('--format', values.format ?? 'xades', ['xades', 'cades']);
  const tsa = readTsa(values);
  return {
    file,
    out,
    format: format === 'xades' ? readXades(values) : readCades(values),
    tsa,
    check: values['no-check'] !== true,
    signer: values,
    synopsis,
    note: (line) => console.error(line),
  };
}

function readXades(values: Values): SignRequest['format'] {
  rejectOthers(values, ['detached'], 'xades');
  const name = chosen('--preset', values.preset ?? 'gib', PRESET_NAMES);
  if (values.replace === true && values['counter-sign'] === true) {
    const reason = l10n.t('Choose one of “{0}” and “{1}”.', '--replace', '--counter-sign');
    throw wrongUsage(reason, synopsis);
  }
  return {
    name: 'xades',
    preset: presetByName(name),
    role: values.role ?? null,
    addMissing: values['add-missing'] === true,
    existing:
      values.replace === true
        ? 'replace'
        : values['counter-sign'] === true
          ? 'counter-sign'
          : undefined,
  };
}

function readCades(values: Values): SignRequest['format'] {
  rejectOthers(values, ['preset', 'role', 'replace', 'counter-sign', 'add-missing'], 'cades');
  return { name: 'cades', detached: values.detached === true };
}

/** Options that would do nothing are not passed over. */
function rejectOthers(values: Values, names: readonly (keyof Values)[], format: string): void {
  const name = names.find((one) => values[one] !== undefined);
  if (name === undefined) return;
  const reason = l10n.t('“{0}” does not go with {1}.', `--${name}`, `--format ${format}`);
  throw wrongUsage(reason, synopsis);
}

/** The level follows from the server, or must agree with it. */
function readTsa(values: Values): SignRequest['tsa'] {
  const { tsa, 'tsa-user': user, 'tsa-password-env': variable } = values;
  const level = chosen('--level', values.level ?? (tsa === undefined ? 'B' : 'T'), ['B', 'T']);
  if ((level === 'T') !== (tsa !== undefined)) {
    const reason = l10n.t('Level T needs a time-stamp server (“{0}”), level B none.', '--tsa');
    throw wrongUsage(reason, synopsis);
  }
  if (
    (user === undefined) !== (variable === undefined) ||
    (user !== undefined && tsa === undefined)
  ) {
    const names = ['--tsa', '--tsa-user', '--tsa-password-env'].join(', ');
    throw wrongUsage(l10n.t('These go together: {0}.', names), synopsis);
  }
  if (tsa === undefined) return null;
  const url = URL.canParse(tsa) ? new URL(tsa) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw wrongUsage(l10n.t('“{0}” is no address of a time-stamp server.', tsa), synopsis);
  }
  if (user === undefined || variable === undefined) return { url, account: null };
  if (!/^\d{1,15}$/.test(user)) {
    throw wrongUsage(l10n.t('“{0}” is no user number of a time-stamp server.', user), synopsis);
  }
  return { url, account: { user: Number(user), passwordEnv: variable } };
}

function chosen<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw wrongUsage(
    l10n.t('“{0}” is no value of “{1}”; these are: {2}.', value, option, known.join(', ')),
    synopsis,
  );
}
