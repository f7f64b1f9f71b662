import * as vscode from 'vscode';
import { STATE_FILE, type VirtualCardInfo } from '../../card/virtual/library.ts';

/** Opens the file of a virtual card, where its PIN and PUK are written. */
export async function showStateFile({ directory }: VirtualCardInfo): Promise<void> {
  const file = vscode.Uri.joinPath(vscode.Uri.file(directory), STATE_FILE);
  await vscode.window.showTextDocument(file, { preview: true, preserveFocus: true });
}
