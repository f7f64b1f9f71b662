import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isMuhurError } from '../../errors.ts';
import type { DocumentReport } from '../../signature/report/report.ts';
import { fileNameOf } from '../writeFile.ts';
import type { SignatureHost } from './signatureHost.ts';
import { countsOf, countsText } from './summary.ts';
import { askFolder, uriOf } from './target.ts';
import { newRun, validateFile } from './validate.ts';

const FILES = '**/*.{xml,XML,p7s,P7S,p7m,P7M,zip,ZIP}';

/** Validate Signatures in Folder: one after the other, until done or cancelled; one summary. */
export async function validateFolder(host: SignatureHost, argument: unknown): Promise<void> {
  const command = l10n.t('Validate Signatures in Folder');
  const folder = uriOf(argument) ?? (await askFolder(command, l10n.t('Validate')));
  const files = await filesIn(folder);
  const name = fileNameOf(folder);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('There are no XML, CMS or ZIP files in {0}.', name),
    );
    return;
  }
  const title = l10n.t('Validating signatures in {0}', name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const results = await vscode.window.withProgress(options, (progress, token) =>
    validateAll(host, files, progress, token),
  );
  await tellSummary(name, files.length, results);
}

async function filesIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, FILES));
  return found.sort((one, other) => one.path.localeCompare(other.path, 'tr'));
}

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** Files that cannot be read are told by their report; what ends all of it is thrown. */
async function validateAll(
  host: SignatureHost,
  files: readonly vscode.Uri[],
  progress: Progress,
  token: vscode.CancellationToken,
): Promise<readonly (readonly DocumentReport[])[]> {
  const run = newRun(host.context, token);
  const results: (readonly DocumentReport[])[] = [];
  for (const [index, file] of files.entries()) {
    if (token.isCancellationRequested) break;
    const message = l10n.t('{0} of {1}: {2}', index + 1, files.length, fileNameOf(file));
    progress.report({ message, increment: 100 / files.length });
    try {
      const validation = await validateFile(host.validator, file, run);
      results.push(validation.reports);
      if (isWorthTelling(validation.reports)) host.validations.take(validation);
    } catch (error) {
      if (isMuhurError(error, 'cancelled')) break;
      if (!isMuhurError(error) || !error.code.startsWith('file/')) throw error;
      results.push([unreadable(file)]);
    }
  }
  return results;
}

/** A file that is gone, or that we may not read, does not keep the others from being validated. */
function unreadable({ path }: vscode.Uri): DocumentReport {
  return { file: path, part: null, kind: null, unreadable: true, signatures: [], findings: [] };
}

/** Most XML files of a project have nothing to do with signatures. */
function isWorthTelling(reports: readonly DocumentReport[]): boolean {
  return reports.some(({ signatures, kind }) => signatures.length > 0 || kind !== 'other-xml');
}

async function tellSummary(
  folder: string,
  files: number,
  results: readonly (readonly DocumentReport[])[],
): Promise<void> {
  const counts = countsOf(results.flat());
  const text = countsText(counts);
  const message =
    results.length < files
      ? l10n.t('Stopped in {0} after {1} of {2} files: {3}.', folder, results.length, files, text)
      : `${folder}: ${text}.`;
  const isGood = counts.failed + counts.undecided + counts.unreadable === 0;
  const problems = l10n.t('Show Problems');
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const pressed = isGood
    ? await showInformationMessage(message)
    : await showWarningMessage(message, problems);
  if (pressed === problems) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
