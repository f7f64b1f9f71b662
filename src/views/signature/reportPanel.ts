import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { reportPanelType } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { currentLanguage } from '../../text/language.ts';
import { pageHtml } from '../page/pageHtml.ts';
import { showError } from '../showError.ts';
import { fileNameOf } from '../writeFile.ts';
import type { ExportFormat, FromPage, ToPage } from './protocol/messages.ts';
import { fromPage } from './protocol/messages.ts';
import { reportPage } from './reportPage.ts';
import { reportTexts } from './reportTexts.ts';
import type { Validation, Validations } from './validations.ts';

/** What the page asks of the rest. */
export interface ReportActions {
  readonly validations: Validations;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  go(uri: vscode.Uri, place: vscode.Position): Promise<void>;
  validate(uri: vscode.Uri): Promise<void>;
  export(validation: Validation, format: ExportFormat): Promise<void>;
  showCanonical(uri: vscode.Uri, reference: number): Promise<void>;
}

/**
 * The report on one file, beside its document. There is one panel: it shows the file that was asked
 * for last, and says when its document has changed since.
 */
export class ReportPanel implements Disposable {
  readonly #actions: ReportActions;
  readonly #store = new DisposableStore();
  #panel: vscode.WebviewPanel | undefined;
  #shown: Validation | undefined;

  constructor(actions: ReportActions) {
    this.#actions = actions;
    this.#store.add(actions.validations.onDidChange((uri) => this.#follow(uri)));
  }

  /** What the panel shows, even when it does not hold any more. */
  get shown(): Validation | undefined {
    return this.#shown;
  }

  get isActive(): boolean {
    return this.#panel?.active ?? false;
  }

  show(validation: Validation): void {
    this.#shown = validation;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    this.#send();
  }

  dispose(): void {
    this.#store.dispose();
    this.#panel?.dispose();
  }

  #open(): void {
    const { extensionUri } = this.#actions;
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(reportPanelType, '', where, {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')],
    });
    const icon = (look: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `report-${look}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#shown = undefined;
    });
    this.#panel = panel;
    panel.webview.html = pageHtml('report', panel.webview, extensionUri);
  }

  /** Its document was validated again, or has changed. */
  #follow(uri: vscode.Uri): void {
    if (this.#shown?.uri.toString() !== uri.toString()) return;
    this.#shown = this.#actions.validations.of(uri) ?? this.#shown;
    this.#send();
  }

  #receive(message: unknown): void {
    const { success, data } = fromPage.safeParse(message);
    const { log } = this.#actions;
    if (success) void this.#act(data).catch((error: unknown) => showError(error, log));
    else log.warn('the report sent a message of an unknown shape');
  }

  async #act(message: FromPage): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    switch (message.type) {
      case 'ready':
        this.#send();
        return;
      case 'go':
        return this.#actions.go(shown.uri, positionOf(message.place));
      case 'validate':
        return this.#actions.validate(shown.uri);
      case 'export':
        return this.#actions.export(shown, message.format);
      case 'canonical':
        return this.#actions.showCanonical(shown.uri, message.reference);
    }
  }

  #send(): void {
    const [panel, shown] = [this.#panel, this.#shown];
    if (panel === undefined || shown === undefined) return;
    const file = fileNameOf(shown.uri);
    panel.title = l10n.t('Report: {0}', file);
    const holds = this.#actions.validations.of(shown.uri) === shown;
    const message: ToPage = {
      type: 'show',
      language: currentLanguage() === 'tr' ? 'tr' : 'en',
      texts: reportTexts(),
      page: reportPage({ ...shown, id: shown.uri.toString(), file, holds }),
    };
    void panel.webview.postMessage(message);
  }
}

/** The page counts from 1, as people do. */
function positionOf({ line, column }: { line: number; column: number }): vscode.Position {
  return new vscode.Position(line - 1, column - 1);
}
