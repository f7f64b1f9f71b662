import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import { pick } from '../pick.ts';
import { uriOfTab } from './validations.ts';

/** The file that a command was given: by a menu, a line above a signature, or a link. */
export function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' ? vscode.Uri.parse(argument, true) : undefined;
}

/** What the user is looking at, as text or in another editor. */
export function activeUri(): vscode.Uri | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return (tab && uriOfTab(tab)) ?? vscode.window.activeTextEditor?.document.uri;
}

/** Lets the user choose a signed file. @throws `cancelled`. */
export async function askSignedFile(): Promise<vscode.Uri> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Validate Signature'),
      openLabel: l10n.t('Validate'),
      filters: { [l10n.t('Signed documents')]: ['xml', 'p7s', 'p7m', 'zip'] },
    })) ?? [];
  if (file === undefined) throw new MuhurError('cancelled', {});
  return file;
}

/** Lets the user choose a folder: one of the workspace where there is one. @throws `cancelled`. */
export async function askFolder(title: string, openLabel: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 0) {
    const choices = folders.map(({ name, uri }) => ({ label: name, value: uri }));
    return pick(choices, title);
  }
  const options = { title, openLabel, canSelectFiles: false, canSelectFolders: true };
  const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
  if (folder === undefined) throw new MuhurError('cancelled', {});
  return folder;
}

/** Does an editor show it, so that lines above its signatures tell the verdict? */
export function isShown(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.visibleTextEditors.some(
    ({ document }) => document.uri.toString() === wanted,
  );
}

/** Where the file is shown, or else beside what is shown about it. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const wanted = uri.toString();
  const editor = vscode.window.visibleTextEditors.find(
    ({ document, viewColumn }) => document.uri.toString() === wanted && viewColumn !== undefined,
  );
  return editor?.viewColumn ?? vscode.ViewColumn.One;
}
