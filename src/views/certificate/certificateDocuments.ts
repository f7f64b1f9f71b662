import * as vscode from 'vscode';
import { certificateScheme } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';

/** A certificate that is shown: the text of its document, and the certificate itself. */
interface Shown {
  readonly text: string;
  readonly der: Uint8Array;
}

/**
 * Certificates as read-only text documents. One is kept from when it is shown until VS Code
 * lets go of its document, so that it stays readable after the card is gone.
 */
export class CertificateDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #shown = new Map<string, Shown>();
  readonly #disposables = new DisposableStore();

  constructor() {
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(certificateScheme, this),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#shown.delete(uri.toString())),
    );
  }

  /** Opens the text under that title; the fingerprint tells two certificates of one owner apart. */
  async show(title: string, fingerprint: string, shown: Shown): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: certificateScheme,
      // A slash in a name would make VS Code show only what follows it.
      path: `/${title.replaceAll('/', '∕')}`,
      query: fingerprint,
    });
    this.#shown.set(uri.toString(), shown);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#shown.get(uri.toString())?.text;
  }

  /** The certificate of a document; undefined when it is none of ours. */
  certificateOf(uri: vscode.Uri): Uint8Array | undefined {
    return this.#shown.get(uri.toString())?.der;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
