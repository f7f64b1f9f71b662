import * as vscode from 'vscode';
import { canonicalScheme } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';

/** Canonical forms as read-only documents, until VS Code lets go of them. */
export class CanonicalDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #texts = new Map<string, string>();
  readonly #changes = this.#store.add(new vscode.EventEmitter<vscode.Uri>());

  constructor() {
    const { workspace } = vscode;
    this.#store.add(workspace.registerTextDocumentContentProvider(canonicalScheme, this));
    this.#store.add(
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  readonly onDidChange = this.#changes.event;

  /** Keeps a form under a name. @param of tells forms of the same name apart. */
  keep(name: string, of: string, bytes: Uint8Array): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: canonicalScheme,
      // A slash in a name would make VS Code show only what follows it.
      path: `/${name.replaceAll('/', '∕')}`,
      query: of,
    });
    this.#texts.set(uri.toString(), new TextDecoder().decode(bytes));
    this.#changes.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#store.dispose();
  }
}
