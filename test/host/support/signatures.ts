import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../rig/until.ts';

/** What VS Code shows of the signatures of a document. */

export function problemsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Mali Mühür');
}

/** "error SIG-DIGEST 12:3", sorted as VS Code counts, from 0. */
export function problemLines(uri: vscode.Uri): readonly string[] {
  return problemsOf(uri).map(({ severity, code, range }) => {
    const value = typeof code === 'object' ? code.value : code;
    const { line, character } = range.start;
    const word = vscode.DiagnosticSeverity[severity].toLowerCase();
    return `${word} ${String(value)} ${line}:${character}`;
  });
}

export async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

export async function showText(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export async function trust(paths: readonly string[] | undefined): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration().update('maliMuhur.trust.paths', paths, Global);
}

/** The titles of what is offered for a problem. */
export async function fixesFor(
  uri: vscode.Uri,
  code: string,
): Promise<readonly vscode.CodeAction[]> {
  const problem = problemsOf(uri).find((one) => {
    return typeof one.code === 'object' && one.code.value === code;
  });
  assert.ok(problem, `there is no problem ${code}`);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    problem.range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Waits until a document has no problems of ours any more. */
export function cleared(uri: vscode.Uri): Promise<void> {
  return until('its problems are gone', () => problemsOf(uri).length === 0);
}
