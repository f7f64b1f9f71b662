import * as vscode from 'vscode';

/** A file system that is no disk of this machine, as that of a repository on the web. */
export class MemoryFiles implements vscode.FileSystemProvider {
  /** What is in the files, by their paths. */
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #registration: vscode.Disposable;
  readonly #scheme: string;

  constructor(scheme: string, isReadonly = false) {
    this.#scheme = scheme;
    const { workspace } = vscode;
    this.#registration = workspace.registerFileSystemProvider(scheme, this, { isReadonly });
  }

  put(path: string, text: string): vscode.Uri {
    this.files.set(path, Buffer.from(text));
    return vscode.Uri.from({ scheme: this.#scheme, path });
  }

  close(): void {
    this.#registration.dispose();
  }

  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = () => [];
  createDirectory = () => undefined;

  stat = (uri: vscode.Uri): vscode.FileStat => {
    const isFolder = uri.path === '/';
    const size = isFolder ? 0 : this.readFile(uri).length;
    const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size };
  };

  readFile = (uri: vscode.Uri): Uint8Array => {
    const found = this.files.get(uri.path);
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  };

  writeFile = (uri: vscode.Uri, content: Uint8Array): void => {
    this.files.set(uri.path, content);
  };

  delete = (uri: vscode.Uri): void => {
    this.files.delete(uri.path);
  };

  rename = (from: vscode.Uri, to: vscode.Uri): void => {
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  };
}
