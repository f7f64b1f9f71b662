import * as vscode from 'vscode';
import { DisposableStore, Emitter, type Disposable } from '../../disposable.ts';
import type { DocumentReport } from '../../signature/report/report.ts';

/** What was found in one file, as long as it holds. */
export interface Validation {
  readonly uri: vscode.Uri;
  /** One for each document in it. */
  readonly reports: readonly DocumentReport[];
  /** The text of the editor was validated, which is not saved. */
  readonly ofUnsavedText: boolean;
  readonly at: Date;
}

/** Files that may change behind our back. */
const FILES = '**/*.{xml,p7s,p7m,zip}';

/**
 * The validations that hold. One ends when its document changes or is closed, or when its file
 * changes while no editor has it: nobody is told of a document what was found in another.
 */
export class Validations implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changed: Emitter<vscode.Uri>;
  readonly #held = new Map<string, Validation>();

  constructor(onError: (error: unknown) => void) {
    this.#changed = this.#store.add(new Emitter(onError));
    const { workspace } = vscode;
    this.#store.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.end(document.uri);
      }),
    );
    // A document lives on for a while after its last tab.
    this.#store.add(
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.#tabsClosed(closed)),
    );
    const watcher = this.#store.add(workspace.createFileSystemWatcher(FILES));
    this.#store.add(watcher.onDidChange((uri) => this.#fileChanged(uri)));
    this.#store.add(watcher.onDidDelete((uri) => this.#fileChanged(uri)));
  }

  /** A validation came or ended. */
  get onDidChange(): (listener: (uri: vscode.Uri) => void) => Disposable {
    return this.#changed.on;
  }

  get count(): number {
    return this.#held.size;
  }

  of(uri: vscode.Uri): Validation | undefined {
    return this.#held.get(uri.toString());
  }

  take(validation: Validation): void {
    this.#held.set(validation.uri.toString(), validation);
    this.#changed.fire(validation.uri);
  }

  end(uri: vscode.Uri): void {
    if (this.#held.delete(uri.toString())) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #tabsClosed(tabs: readonly vscode.Tab[]): void {
    for (const uri of tabs.map(uriOfTab)) if (uri !== undefined && !hasTab(uri)) this.end(uri);
  }

  /** An editor tells by itself what becomes of its document. */
  #fileChanged(uri: vscode.Uri): void {
    if (openDocument(uri) === undefined) this.end(uri);
  }
}

function hasTab(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some((tab) => uriOfTab(tab)?.toString() === uri.toString());
}

/** The file that a tab shows, as text or in another editor. */
export function uriOfTab({ input }: vscode.Tab): vscode.Uri | undefined {
  const isOfFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return isOfFile ? input.uri : undefined;
}

/** The document of an editor, if one has that file open. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === wanted && !document.isClosed,
  );
}
