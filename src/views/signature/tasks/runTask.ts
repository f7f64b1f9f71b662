import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { isMuhurError, MuhurError, toMuhurError } from '../../../errors.ts';
import type { FileOutcome } from '../../../signature/report/outcome.ts';
import { exitCodeOf } from '../../../signature/report/outcome.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { newRun, validateFile } from '../validate.ts';
import { filesOfTask } from './filesOfTask.ts';
import { errorLine, problemLines } from './problemLines.ts';
import { signFiles } from './signFiles.ts';
import { readTaskRequest } from './taskRequest.ts';
import type { TaskRun } from './taskTerminal.ts';

/** What a task does, with the exit codes of the terminal program. */
export function taskRun(
  host: SignatureHost,
  services: () => Promise<CardServices>,
  definition: unknown,
  folder: vscode.WorkspaceFolder | undefined,
): TaskRun {
  return async (writeLine, token) => {
    const request = readTaskRequest(definition);
    const files = await filesOfTask(request.files, folder);
    if (files.length === 0) {
      const reason = l10n.t('There are no files like that: {0}.', request.files.join(', '));
      const hint = l10n.t('Globs are relative to the folder of the workspace.');
      throw new MuhurError('usage/invalid', { reason, hint });
    }
    if (request.task === 'validate') return validateFiles(host, files, writeLine, token);
    return signFiles(host, await services(), files, request, writeLine, token);
  };
}

async function validateFiles(
  host: SignatureHost,
  files: readonly vscode.Uri[],
  writeLine: (line: string) => void,
  token: vscode.CancellationToken,
): Promise<number> {
  const run = newRun(host.context, token);
  const outcomes: FileOutcome[] = [];
  for (const uri of files) {
    const file = uri.fsPath;
    try {
      const { reports } = await validateFile(host.validator, uri, run);
      for (const line of problemLines(file, reports)) writeLine(line);
      outcomes.push({ file, problem: null, documents: reports });
    } catch (error) {
      if (isMuhurError(error, 'cancelled')) throw error;
      const problem = toMuhurError(error);
      writeLine(errorLine(file, problem));
      outcomes.push({ file, problem, documents: [] });
    }
  }
  const code = exitCodeOf(outcomes);
  const wrong = outcomes.filter((one) => exitCodeOf([one]) !== 0).length;
  writeLine(l10n.t('{0} files validated, {1} of them not valid.', outcomes.length, wrong));
  return code;
}
