import * as vscode from 'vscode';

/** Where this VS Code keeps the data of its simulator, beside the key that its secrets hold. */
export function simulatorDirectory({ globalStorageUri }: vscode.ExtensionContext): string {
  return vscode.Uri.joinPath(globalStorageUri, 'simulator').fsPath;
}
