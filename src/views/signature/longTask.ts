import * as vscode from 'vscode';
import type { CallOff } from './validator.ts';

/** What ends before does so without a box that flashes up. */
const PATIENCE_MS = 1000;

/**
 * Runs something that is quick mostly: the status bar says that it runs; only when it takes longer is
 * there a box with Cancel.
 */
export async function longTask<T>(
  title: string,
  task: (callOff: CallOff) => Promise<T>,
): Promise<T> {
  const calling = new vscode.CancellationTokenSource();
  const running = task(calling.token);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => void offerCancel(title, ended, calling), PATIENCE_MS);
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => ended);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    calling.dispose();
  }
}

async function offerCancel(
  title: string,
  ended: Promise<void>,
  calling: vscode.CancellationTokenSource,
): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, (_, token) => {
    token.onCancellationRequested(() => calling.cancel());
    return ended;
  });
}
