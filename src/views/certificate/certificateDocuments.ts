import * as vscode from 'vscode';
import { certificateScheme } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';

/**
 * Certificates as read-only text documents. A text is kept from when it is shown until VS Code
 * lets go of its document, so that it stays readable after the card is gone.
 */
export class CertificateDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #disposables = new DisposableStore();

  constructor() {
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(certificateScheme, this),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Opens the text under that title; the fingerprint tells two certificates of one owner apart. */
  async show(title: string, fingerprint: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: certificateScheme,
      // A slash in a name would make VS Code show only what follows it.
      path: `/${title.replaceAll('/', '∕')}`,
      query: fingerprint,
    });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
