import { html, render } from 'lit';
import type { FromPage, ToPage } from '../protocol/messages.ts';
import type { SentenceId } from '../protocol/page.ts';
import { drawReport } from './draw.ts';
import './elements.ts';

/** What VS Code gives a webview. */
declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

/** What the page draws with: words, and the way to the host. */
export interface View {
  say(id: SentenceId, ...values: readonly string[]): string;
  ask(message: FromPage): void;
}

const vscode = acquireVsCodeApi();
const root = document.getElementById('report');
if (root !== null) begin(root);

/** The page decides nothing: it draws what the host sends, and passes on what is pressed. */
function begin(element: HTMLElement): void {
  let shown: string | null = null;
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isToPage(data)) return;
    const { id } = data.page;
    if (shown === null) element.replaceChildren();
    document.documentElement.lang = data.language;
    render(html`${drawReport(data.page, viewOf(data))}`, element);
    // The report on another file begins at its beginning; the same one stays where it is read.
    if (shown !== id) window.scrollTo(0, 0);
    shown = id;
  });
  vscode.postMessage({ type: 'ready' });
}

function viewOf({ texts }: ToPage): View {
  return {
    say: (id, ...values) =>
      texts[id].replace(/\{(\d)\}/g, (whole, digit) => values[Number(digit)] ?? whole),
    ask: (message) => vscode.postMessage(message),
  };
}

/** Only the host can send to a webview; what is no message of ours does nothing. */
function isToPage(data: unknown): data is ToPage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'show';
}
