import * as vscode from 'vscode';
import { signingScheme } from '../../../contributions.ts';
import { DisposableStore, type Disposable } from '../../../disposable.ts';

/** What became of one document. */
export interface SummaryLine {
  readonly mark: '✓' | '✗' | '–';
  readonly uri: vscode.Uri;
  readonly text: string;
}

interface Summary {
  readonly text: string;
  readonly links: readonly vscode.DocumentLink[];
}

/** Summaries of signing as read-only documents, whose file names lead to the files. */
export class SummaryDocuments
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, Disposable
{
  readonly #store = new DisposableStore();
  readonly #summaries = new Map<string, Summary>();
  #count = 0;

  constructor() {
    const { workspace, languages } = vscode;
    const scheme = signingScheme;
    this.#store.add(workspace.registerTextDocumentContentProvider(scheme, this));
    this.#store.add(languages.registerDocumentLinkProvider({ scheme }, this));
    this.#store.add(
      workspace.onDidCloseTextDocument(({ uri }) => this.#summaries.delete(uri.toString())),
    );
  }

  async show(title: string, lines: readonly SummaryLine[]): Promise<void> {
    const path = `/${title.replaceAll('/', '∕')}`;
    this.#count++;
    const uri = vscode.Uri.from({ scheme: signingScheme, path, query: String(this.#count) });
    this.#summaries.set(uri.toString(), summaryOf(lines));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#summaries.get(uri.toString())?.text;
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    return [...(this.#summaries.get(uri.toString())?.links ?? [])];
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function summaryOf(lines: readonly SummaryLine[]): Summary {
  const rows = lines.map(({ mark, uri, text }) => {
    return { start: `${mark} `, name: vscode.workspace.asRelativePath(uri), uri, text };
  });
  return {
    text: rows.map(({ start, name, text }) => `${start}${name}  ${text}\n`).join(''),
    links: rows.map(({ start, name, uri }, line) => {
      const end = start.length + name.length;
      return new vscode.DocumentLink(new vscode.Range(line, start.length, line, end), uri);
    }),
  };
}
