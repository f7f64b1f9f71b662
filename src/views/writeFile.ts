import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../errors.ts';

/** Where to write a file: in the workspace, if there is one. @throws `cancelled`. */
export async function askFile(
  title: string,
  name: string,
  filters: Readonly<Record<string, readonly string[]>>,
  saveLabel = l10n.t('Export'),
): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const file = await vscode.window.showSaveDialog({
    title,
    saveLabel,
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: filters as Record<string, string[]>,
  });
  if (file === undefined) throw new MuhurError('cancelled', {});
  return file;
}

export function fileNameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Writes a file that the user chose, wherever it lies. @throws `file/read-only`, `file/not-written`. */
export async function writeFileOf(file: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, content);
  } catch (error) {
    const path = pathOf(file);
    const isForbidden = error instanceof vscode.FileSystemError && error.code === 'NoPermissions';
    if (isForbidden) throw new MuhurError('file/read-only', { path }, { cause: error });
    const data = { path, reason: reasonOf(error) };
    throw new MuhurError('file/not-written', data, { cause: error });
  }
}

/** Reads a file, wherever it lies. @throws `file/not-read`. */
export async function readFileOf(file: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    throw new MuhurError(
      'file/not-read',
      { path: pathOf(file), reason: reasonOf(error) },
      { cause: error },
    );
  }
}

function pathOf(file: vscode.Uri): string {
  return file.scheme === 'file' ? file.fsPath : file.toString(true);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
