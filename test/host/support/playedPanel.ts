import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  Action,
  ActionProblem,
  FromPage,
  ToPage,
} from '../../../src/views/portal/protocol/messages.ts';
import type { PageState, Screen, ScreenKind } from '../../../src/views/portal/protocol/screens.ts';

type ScreenOf<K extends ScreenKind> = Extract<Screen, { readonly kind: K }>;
type Answer = Extract<ToPage, { readonly type: 'done' }>;

const LIMIT_MS = 15_000;

/** A webview panel whose page is played by the test; the host's side of it is the real one. */
export class PlayedPanel implements vscode.WebviewPanel {
  readonly viewType = 'maliMuhur.portal';
  readonly options: vscode.WebviewPanelOptions = {};
  readonly viewColumn = vscode.ViewColumn.One;
  readonly active = true;
  readonly visible = true;
  title = '';
  iconPath?: NonNullable<vscode.WebviewPanel['iconPath']>;
  readonly webview: vscode.Webview;
  /** Everything that the host sent to the page. */
  readonly received: ToPage[] = [];
  revealed = 0;
  isDisposed = false;
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #arrived = new vscode.EventEmitter<ToPage>();
  #number = 0;
  /** Where the messages for the page that is there now begin. */
  #begin = 0;

  readonly onDidDispose = this.#disposed.event;
  readonly onDidChangeViewState: vscode.Event<vscode.WebviewPanelOnDidChangeViewStateEvent> =
    new vscode.EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>().event;

  constructor() {
    this.webview = {
      options: {},
      html: '',
      cspSource: 'https://webview.test',
      asWebviewUri: (uri) => uri,
      onDidReceiveMessage: this.#messages.event,
      postMessage: (message: ToPage) => {
        // As VS Code does it: what cannot be copied cannot be sent.
        const copy = structuredClone(message);
        this.received.push(copy);
        this.#arrived.fire(copy);
        return Promise.resolve(true);
      },
    };
  }

  reveal(): void {
    this.revealed++;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }

  /** Sends what a page may send, or what it may not. */
  send(message: unknown): void {
    this.#messages.fire(message);
  }

  /** The page is there, maybe anew. @returns the state that it is given. */
  ready(): PageState {
    this.#number = 0;
    this.#begin = this.received.length;
    this.send({ type: 'ready' } satisfies FromPage);
    const init = this.received.slice(this.#begin).find((message) => message.type === 'init');
    assert.ok(init, 'the page was given no state');
    return init.state;
  }

  /** Presses something, and waits for the answer. */
  async act(action: Action): Promise<ActionProblem | null> {
    const number = this.press(action);
    const { problem } = await this.#when(
      action.kind,
      (message): message is Answer => message.type === 'done' && message.number === number,
    );
    return problem;
  }

  /** An action that works. */
  async does(action: Action): Promise<void> {
    assert.equal(await this.act(action), null, action.kind);
  }

  /** Presses something without waiting. @returns the number of the action. */
  press(action: Action): number {
    const number = ++this.#number;
    this.send({ type: 'act', number, action } satisfies FromPage);
    return number;
  }

  /** The last state that the page was given. */
  get state(): PageState {
    const [last] = this.received.filter((message) => message.type !== 'done').slice(-1);
    assert.ok(last, 'the page was given no state');
    return last.state;
  }

  /** The screen that is shown, which has to be of that kind. */
  at<K extends ScreenKind>(kind: K): ScreenOf<K> {
    const { screen } = this.state;
    assert.equal(screen.kind, kind);
    return screen as ScreenOf<K>;
  }

  /** Waits until a screen of that kind is shown. */
  async comesTo<K extends ScreenKind>(kind: K): Promise<ScreenOf<K>> {
    if (this.state.screen.kind !== kind) {
      await this.#when(
        kind,
        (message): message is ToPage =>
          message.type !== 'done' && message.state.screen.kind === kind,
      );
    }
    return this.at(kind);
  }

  #when<M extends ToPage>(what: string, fits: (message: ToPage) => message is M): Promise<M> {
    const found = this.received.slice(this.#begin).find(fits);
    if (found?.type === 'done') return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const late = (): void => {
        listening.dispose();
        reject(new Error(`${what} does not come; “${this.state.screen.kind}” is shown`));
      };
      const timer = setTimeout(late, LIMIT_MS);
      const listening = this.#arrived.event((message) => {
        if (!fits(message)) return;
        clearTimeout(timer);
        listening.dispose();
        resolve(message);
      });
    });
  }
}

/** The panels that VS Code was asked for, as long as it shows none itself. */
export class PlayedPanels {
  readonly created: PlayedPanel[] = [];
  readonly #own = vscode.window.createWebviewPanel;

  constructor() {
    const createWebviewPanel = (): PlayedPanel => {
      const panel = new PlayedPanel();
      this.created.push(panel);
      return panel;
    };
    Object.assign(vscode.window, { createWebviewPanel });
  }

  /** The panel that is open now. */
  get open(): PlayedPanel {
    const panel = this.created.findLast(({ isDisposed }) => !isDisposed);
    assert.ok(panel, 'no panel is open');
    return panel;
  }

  close(): void {
    for (const panel of this.created) panel.dispose();
    Object.assign(vscode.window, { createWebviewPanel: this.#own });
  }
}
