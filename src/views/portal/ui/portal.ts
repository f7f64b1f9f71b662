import type { FromPage, ToPage } from '../protocol/messages.ts';
import { ANSWER_SECONDS } from '../protocol/limits.ts';
import './elements.ts';
import { Exchange } from './exchange.ts';
import { keepPlace } from './focus.ts';
import { Page } from './page.ts';

/** What VS Code gives a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: unknown): void;
};

const TYPES: readonly unknown[] = ['init', 'state', 'done'] satisfies readonly ToPage['type'][];

const vscode = acquireVsCodeApi();
const root = document.getElementById('portal');
if (root !== null) begin(root);

function begin(element: HTMLElement): void {
  const exchange = new Exchange({
    post: (message) => vscode.postMessage(message),
    wait: (over) => {
      const timer = window.setTimeout(over, ANSWER_SECONDS * 1000);
      return () => window.clearTimeout(timer);
    },
  });
  const page = new Page({
    root: element,
    exchange,
    keep: (kept) => vscode.setState(kept),
    tell: (draft) => vscode.postMessage({ type: 'typed', draft }),
  });
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isToPage(data)) page.receive(data);
  });
  keepPlace();
  vscode.postMessage({ type: 'ready' });
}

/** Only the host can send to a webview; what is no message of ours does nothing. */
function isToPage(data: unknown): data is ToPage {
  return typeof data === 'object' && data !== null && 'type' in data && TYPES.includes(data.type);
}
