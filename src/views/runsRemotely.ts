import * as vscode from 'vscode';

/**
 * Does the extension run on another machine than the one on the user's desk? VS Code prefers the
 * desk for us; in a browser, and in some remote windows, there is no such side.
 */
export function runsRemotely(extension: vscode.Extension<unknown>): boolean {
  return (
    vscode.env.remoteName !== undefined &&
    extension.extensionKind === vscode.ExtensionKind.Workspace
  );
}
