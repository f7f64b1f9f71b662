import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import * as l10n from '@vscode/l10n';
import { MuhurError } from '../errors.ts';

/** One command of the terminal program. */
export interface CliCommand {
  /** What may follow the command's name, as in the usage text. */
  readonly synopsis: string;
  readonly summary: () => string;
  /** @returns the exit code; 0 when there is none. */
  run(args: readonly string[]): Promise<number | undefined>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Values of the options, or `usage/invalid` with the command's synopsis as a hint. */
export function parseOptions<O extends Options>(
  args: readonly string[],
  options: O,
  synopsis: string,
): ReturnType<typeof parseArgs<{ args: string[]; options: O; strict: true }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw wrongUsage(firstWrong(args, options, false), synopsis, error);
  }
}

/** The same, and what is named without an option: files. */
export function parseFilesAndOptions<O extends Options>(
  args: readonly string[],
  options: O,
  synopsis: string,
) {
  try {
    const config = { args: [...args], options, strict: true, allowPositionals: true } as const;
    const { values, positionals } = parseArgs(config);
    return { files: positionals, values };
  } catch (error) {
    throw wrongUsage(firstWrong(args, options, true), synopsis, error);
  }
}

/** The argument that node:util rejected, in our own words and the user's language. */
function firstWrong(args: readonly string[], options: Options, takesFiles: boolean): string {
  for (const [index, argument] of args.entries()) {
    const name = /^--([^=]+)/.exec(argument)?.[1];
    const option = name === undefined || !Object.hasOwn(options, name) ? undefined : options[name];
    const isValue = index > 0 && takesValue(args[index - 1] ?? '', options);
    if (name !== undefined && option === undefined) {
      return l10n.t('There is no option “{0}”.', argument);
    }
    const isFile = takesFiles && !/^-./.test(argument);
    if (name === undefined && !isValue && !isFile) {
      return l10n.t('“{0}” is not expected here.', argument);
    }
  }
  return l10n.t('An option has no value, or one that it does not take.');
}

function takesValue(argument: string, options: Options): boolean {
  const name = /^--([^=]+)$/.exec(argument)?.[1];
  return name !== undefined && Object.hasOwn(options, name) && options[name]?.type === 'string';
}

export function wrongUsage(reason: string, synopsis: string, cause?: unknown): MuhurError {
  const hint = l10n.t('Usage: {0}', `mali-muhur ${synopsis}`);
  return new MuhurError('usage/invalid', { reason, hint }, { cause });
}
