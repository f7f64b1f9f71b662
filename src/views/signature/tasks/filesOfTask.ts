import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';

/** The files that a task names, each once, in the order of their names. */
export async function filesOfTask(
  patterns: readonly string[],
  folder: vscode.WorkspaceFolder | undefined,
): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(patterns.map((pattern) => filesOf(pattern, folder)));
  const byName = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...byName.values()].sort((one, other) => one.path.localeCompare(other.path, 'tr'));
}

async function filesOf(
  pattern: string,
  folder: vscode.WorkspaceFolder | undefined,
): Promise<readonly vscode.Uri[]> {
  if (isAbsolute(pattern)) return [vscode.Uri.file(pattern)];
  const glob = pattern.replaceAll('\\', '/').replace(/^\.\//, '');
  return vscode.workspace.findFiles(
    folder === undefined ? glob : new vscode.RelativePattern(folder, glob),
  );
}
