import * as vscode from 'vscode';
import { DisposableStore } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import { toMuhurError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { currentLanguage } from '../../text/language.ts';
import { actionProblem } from './flow/actionProblem.ts';
import type { PortalFlow } from './flow/portalFlow.ts';
import { pageHtml } from '../page/pageHtml.ts';
import { pageTexts } from './pageTexts.ts';
import type { Action, ActionKind, ActionProblem, FromPage, ToPage } from './protocol/messages.ts';
import { fromPage } from './protocol/messages.ts';

/** What VS Code asks something for, in a box or a dialog of its own. */
const ASKING: ReadonlySet<ActionKind> = new Set<ActionKind>([
  'show-phone',
  'suspend',
  'sign-in-with-card',
  'save-secrets',
]);

export interface PanelOptions {
  readonly id: string;
  readonly flow: PortalFlow;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  /** Until then the flow is on its way to where the panel was. */
  readonly arriving?: Promise<unknown>;
}

/**
 * One panel with the portal's page. It passes actions to the flow, each number once, and states to
 * the page. Whatever else arrives is logged by its kind and ignored.
 */
export class PortalPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #flow: PortalFlow;
  readonly #log: Log;
  readonly #store = new DisposableStore();
  /** The same after a window reload. */
  readonly id: string;
  /** Counts the pages that this panel has had; 0: none is ready yet. */
  #page = 0;
  #lastNumber = 0;
  #isArriving: boolean;

  constructor(panel: vscode.WebviewPanel, options: PanelOptions) {
    const { id, flow, extensionUri, log, arriving } = options;
    this.#panel = panel;
    this.id = id;
    this.#flow = flow;
    this.#log = log;
    panel.iconPath = iconFiles(extensionUri);
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')],
    };
    this.#store.add(webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#store.add(flow.onDidChange((state) => this.#send({ type: 'state', state })));
    this.#store.add(panel.onDidDispose(() => this.dispose()));
    this.#isArriving = arriving !== undefined;
    webview.html = pageHtml('portal', webview, extensionUri);
    const arrived = (): void => this.#arrived();
    void arriving?.then(arrived, arrived);
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Takes it off the screen. */
  close(): void {
    this.#panel.dispose();
  }

  /** Has nothing to do with the page any more; what is on the screen is VS Code's to keep. */
  dispose(): void {
    this.#page = 0;
    this.#store.dispose();
  }

  #receive(message: unknown): void {
    const { success, data } = fromPage.safeParse(message);
    if (!success) {
      this.#log.warn('the page sent a message of an unknown shape');
      return;
    }
    if (data.type === 'ready') this.#begin();
    else if (data.type === 'typed') this.#flow.keep(data.draft);
    else void this.#act(data);
  }

  /** The first that is seen is where one was, and not where the way there begins. */
  #arrived(): void {
    this.#isArriving = false;
    this.#init();
  }

  /** The page may come anew, because VS Code takes hidden ones apart. */
  #begin(): void {
    this.#page++;
    this.#lastNumber = 0;
    if (!this.#isArriving) this.#init();
  }

  #init(): void {
    const language = currentLanguage() === 'tr' ? 'tr' : 'en';
    const [texts, panel, state] = [pageTexts(), this.id, this.#flow.page];
    this.#send({ type: 'init', language, texts, panel, state });
  }

  async #act({ number, action }: Extract<FromPage, { type: 'act' }>): Promise<void> {
    // A repeated or late message of a page that is gone must not do anything again.
    const page = this.#page;
    if (page === 0 || number <= this.#lastNumber) return;
    this.#lastNumber = number;
    const problem = await this.#perform(action);
    // The page that asked may have been replaced meanwhile; the next one has numbers of its own.
    if (page !== this.#page) return;
    this.#send({ type: 'done', number, problem });
    // What VS Code asked had the focus, and leaves it in the frame around the page.
    if (ASKING.has(action.kind) && this.#panel.active) this.#panel.reveal();
  }

  async #perform(action: Action): Promise<ActionProblem | null> {
    try {
      return await this.#flow.act(action);
    } catch (error) {
      const known = toMuhurError(error);
      this.#log.error(known.message);
      return actionProblem(known, this.#flow.page.screen.kind);
    }
  }

  #send(message: ToPage): void {
    if (this.#page > 0) void this.#panel.webview.postMessage(message);
  }
}

/** The tab shows a file as it is, without the theme's colour. */
function iconFiles(extension: vscode.Uri): {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
} {
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(extension, 'media', name);
  return { light: file('portal-light.svg'), dark: file('portal-dark.svg') };
}
