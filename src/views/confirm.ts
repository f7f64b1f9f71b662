import * as vscode from 'vscode';

/** Long enough to be read, and then it is gone by itself. */
const SHOWN_MS = 4000;

/** Says in the status bar that something small was done, without asking for attention. */
export function confirm(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${text}`, SHOWN_MS);
}
