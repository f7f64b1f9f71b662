import * as vscode from 'vscode';

/** Where the simulator's root is written when the user wants to trust it. */
export function simulatorRootFile({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, 'trust', 'simulator-root.pem');
}
