import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ContextKey } from '../contextKey.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import { isSignable, signaturePlaces } from './signaturePlaces.ts';
import type { Place } from './signaturePlaces.ts';

/** What is known of a signature, in words, at its start tag. */
export interface ShownVerdict {
  readonly place: Place;
  readonly title: string;
  readonly tooltip: string;
}

/**
 * Lines above the signatures of XML documents: before validation they offer it, afterwards they tell
 * the verdict. An open document is only searched as text; nothing is validated or fetched for it.
 */
export class SignatureLenses implements vscode.CodeLensProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<void>());
  readonly #signed = new ContextKey('maliMuhur.editorIsSigned');
  readonly #signable = new ContextKey('maliMuhur.editorIsSignable');
  /** Of validated documents, by their addresses. */
  readonly #verdicts = new Map<string, readonly ShownVerdict[]>();

  constructor() {
    this.#store.add(vscode.languages.registerCodeLensProvider({ language: 'xml' }, this));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)));
    this.#note(vscode.window.activeTextEditor);
  }

  readonly onDidChangeCodeLenses = this.#changes.event;

  /** Shows verdicts on a document, or nothing of them any more. */
  show(uri: vscode.Uri, verdicts: readonly ShownVerdict[] | undefined): void {
    if (verdicts === undefined) this.#verdicts.delete(uri.toString());
    else this.#verdicts.set(uri.toString(), verdicts);
    this.#changes.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const verdicts = this.#verdicts.get(document.uri.toString());
    if (verdicts !== undefined) {
      return verdicts.flatMap((verdict) => verdictLenses(document.uri, verdict));
    }
    const places = placesIn(document);
    if (document === vscode.window.activeTextEditor?.document) {
      this.#signed.set(places.length > 0);
    }
    return places.map((place) => validateLens(document.uri, place));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #note(editor: vscode.TextEditor | undefined): void {
    const document = editor?.document;
    const isXml = document?.languageId === 'xml';
    this.#signed.set(isXml && placesIn(document).length > 0);
    this.#signable.set(isXml && isSignable(beginningOf(document)));
  }
}

/** The root element has its namespaces there, whatever stands before it. */
function beginningOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, 200, 0)).slice(0, 20_000);
}

function placesIn(document: vscode.TextDocument): readonly Place[] {
  return signaturePlaces({
    count: document.lineCount,
    at: (line) => document.lineAt(line).text,
  });
}

function validateLens(uri: vscode.Uri, place: Place): vscode.CodeLens {
  return new vscode.CodeLens(rangeAt(place), {
    title: l10n.t('Validate signature'),
    command: 'maliMuhur.signature.validate',
    arguments: [uri],
  });
}

function verdictLenses(uri: vscode.Uri, verdict: ShownVerdict): vscode.CodeLens[] {
  const command = { command: 'maliMuhur.signature.showReport', arguments: [uri] };
  const range = rangeAt(verdict.place);
  return [
    new vscode.CodeLens(range, { ...command, title: verdict.title, tooltip: verdict.tooltip }),
    new vscode.CodeLens(range, { ...command, title: l10n.t('Show Report') }),
  ];
}

function rangeAt({ line, character }: Place): vscode.Range {
  return new vscode.Range(line, character, line, character);
}
