import * as l10n from '@vscode/l10n';
import { taskType } from '../../../contributions.ts';
import { MuhurError } from '../../../errors.ts';

/** What a task of tasks.json is to do. */
export interface TaskRequest {
  readonly task: 'validate' | 'sign';
  /** Globs or paths, below the folder of the workspace. */
  readonly files: readonly string[];
  /** The rest is for signing; what is not there, the settings say. */
  readonly preset?: string;
  readonly level?: string;
  readonly outputName?: string;
  /** Serial number of the certificate that signs; nobody is asked then but for the PIN. */
  readonly certificate?: string;
  /** Add what is missing around and beside a signature. */
  readonly addMissing: boolean;
}

/** Definitions are typed by people. @throws `usage/invalid`. */
export function readTaskRequest(definition: unknown): TaskRequest {
  const of = (name: string): unknown =>
    typeof definition === 'object' && definition !== null ? Reflect.get(definition, name) : null;
  const task = of('task');
  if (task !== 'validate' && task !== 'sign') {
    throw wrong(l10n.t('“{0}” has to be “{1}” or “{2}”.', 'task', 'validate', 'sign'));
  }
  const files = textsOf(of('files'));
  if (files.length === 0) {
    throw wrong(l10n.t('“{0}” has to name files, such as “{1}”.', 'files', '**/*.xml'));
  }
  const texts = ['preset', 'level', 'outputName', 'certificate'] as const;
  const given = texts.flatMap((name) => {
    const text = of(name);
    return typeof text === 'string' && text !== '' ? [[name, text] as const] : [];
  });
  return { task, files, ...Object.fromEntries(given), addMissing: of('addMissing') === true };
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string').filter((one) => one.trim() !== '');
}

function wrong(reason: string): MuhurError {
  const hint = l10n.t('Correct the task of the type “{0}” in tasks.json.', taskType);
  return new MuhurError('usage/invalid', { reason, hint });
}
