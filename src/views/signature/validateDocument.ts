import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DocumentReport } from '../../signature/report/report.ts';
import { findingText } from '../../text/findings/findingText.ts';
import { confirm } from '../confirm.ts';
import { fileNameOf } from '../writeFile.ts';
import { longTask } from './longTask.ts';
import { inOrder, isCause } from './reportRows.ts';
import type { SignatureHost } from './signatureHost.ts';
import { activeUri, askSignedFile, isShown, uriOf } from './target.ts';
import { newRun, validateFile } from './validate.ts';
import { countsOf } from './summary.ts';
import type { Validation } from './validations.ts';

/**
 * Validate Signature: of the file that was named, that the user looks at, or that they choose. The
 * verdict is told above the signature where an editor shows it, and else by the report.
 */
export async function validateDocument(host: SignatureHost, argument: unknown): Promise<void> {
  const uri = uriOf(argument) ?? activeUri() ?? (await askSignedFile());
  const validation = await validated(host, uri);
  if (!isShown(uri)) host.open(validation);
  else tell(validation);
}

/** Validates, and lets everything that shows results know. */
export async function validated(host: SignatureHost, uri: vscode.Uri): Promise<Validation> {
  const title = l10n.t('Validating {0}', fileNameOf(uri));
  const validation = await longTask(title, (callOff) =>
    validateFile(host.validator, uri, newRun(host.context, callOff)),
  );
  host.validations.take(validation);
  return validation;
}

/** Says what is to be known where there is more than a line above the signature to say. */
function tell({ uri, reports }: Validation): void {
  const counts = countsOf(reports);
  const name = fileNameOf(uri);
  const signatures = reports.flatMap((report) => report.signatures);
  if (counts.unreadable === 0 && signatures.length > 0 && counts.valid === reports.length) {
    confirm(l10n.t('Valid: {0}', name));
    return;
  }
  const report = l10n.t('Show Report');
  const message = messageText(name, reports);
  const show =
    signatures.length === 0 && counts.unreadable === 0
      ? vscode.window.showInformationMessage
      : vscode.window.showWarningMessage;
  void show(message, report).then(
    (pressed) => pressed && vscode.commands.executeCommand('maliMuhur.signature.showReport', uri),
  );
}

/** The file, and what keeps its signatures from being valid, with its cause where that is known. */
function messageText(name: string, reports: readonly DocumentReport[]): string {
  const findings = reports.flatMap((report) => [
    ...report.findings,
    ...report.signatures.flatMap((signature) => signature.findings),
  ]);
  const [first, second] = inOrder(findings);
  const told = [first, ...(isCause(second) ? [second] : [])].filter((it) => it !== undefined);
  const isSigned = reports.some(({ signatures }) => signatures.length > 0);
  const what = told.map((finding) => findingText(finding).message).join(' ');
  return isSigned || reports.some(({ unreadable }) => unreadable)
    ? `${name}: ${what}`
    : l10n.t('{0} is not signed.', name);
}
