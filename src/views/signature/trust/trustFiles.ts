import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { setting } from '../../settings.ts';

/** Where the roots of Kamu SM are kept once they were fetched. */
export function kamuSmFolder({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, 'trust', 'kamu-sm');
}

/** Where the simulator's root is written when the user wants to trust it. */
export function simulatorRootFile({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, 'trust', 'simulator-root.pem');
}

/** Files and folders with everything that is trusted: what the settings say, and what was fetched. */
export function trustPaths(context: vscode.ExtensionContext): readonly string[] {
  const fetched = kamuSmFolder(context).fsPath;
  const chosen = setting('maliMuhur.trust.paths');
  return existsSync(fetched) ? [...chosen, fetched] : chosen;
}
