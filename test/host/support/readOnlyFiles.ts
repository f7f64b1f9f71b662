import * as vscode from 'vscode';

/** A file system that nobody may write to, as that of a mounted archive. */
export class ReadOnlyFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  stat = (uri: vscode.Uri) => {
    throw vscode.FileSystemError.FileNotFound(uri);
  };
  readDirectory = () => [];
  readFile = () => new Uint8Array();
  createDirectory = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
  writeFile = (uri: vscode.Uri) => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
}
