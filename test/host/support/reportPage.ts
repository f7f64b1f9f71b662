import * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../../src/views/signature/protocol/messages.ts';
import { until } from '../../rig/until.ts';

/** Plays the page in the report's panel; the host's side of it is the real one. */
export class PlayedReport {
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #received: ToPage[] = [];
  readonly #own = vscode.window.createWebviewPanel;
  #panel: { title: string; active: boolean } | undefined;

  constructor() {
    Object.assign(vscode.window, { createWebviewPanel: () => this.#open() });
  }

  get title(): string | undefined {
    return this.#panel?.title;
  }

  /** What the page shows, once it has been sent something. */
  async shown(): Promise<ToPage['page']> {
    await until('the page is sent the report', () => this.#received.length > 0);
    return (this.#received.at(-1) as ToPage).page;
  }

  send(message: FromPage): void {
    this.#messages.fire(message);
  }

  /** Something that no page of ours sends. */
  sendAnything(message: unknown): void {
    this.#messages.fire(message);
  }

  /** Takes the panel off the screen. */
  leave(): void {
    this.#disposed.fire();
    Object.assign(vscode.window, { createWebviewPanel: this.#own });
  }

  #open(): unknown {
    this.#panel = { title: '', active: true };
    const webview = {
      options: {},
      html: '',
      cspSource: 'https://webview.test',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.#messages.event,
      // As VS Code does it: what cannot be copied cannot be sent.
      postMessage: (message: ToPage) => this.#received.push(structuredClone(message)),
    };
    const dispose = (): void => this.#disposed.fire();
    const parts = { webview, onDidDispose: this.#disposed.event, reveal: () => {}, dispose };
    return Object.assign(this.#panel, parts);
  }
}
