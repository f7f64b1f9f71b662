import * as vscode from 'vscode';
import { MuhurError } from '../errors.ts';

/** Writes a file that the user chose, wherever it lies. @throws `file/read-only`, `file/not-written`. */
export async function writeFileOf(file: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, content);
  } catch (error) {
    const path = file.scheme === 'file' ? file.fsPath : file.toString(true);
    const isForbidden = error instanceof vscode.FileSystemError && error.code === 'NoPermissions';
    if (isForbidden) throw new MuhurError('file/read-only', { path }, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new MuhurError('file/not-written', { path, reason }, { cause: error });
  }
}
