import { readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Uri, Webview } from 'vscode';
import { openBrowser } from '../../../scripts/lib/browser.mjs';
import { inLanguage } from '../../../src/text/locale.ts';
import { PAGE_FOLDER, pageHtml } from '../../../src/views/page/pageHtml.ts';
import { pageTexts } from '../../../src/views/portal/pageTexts.ts';
import type {
  Action,
  ActionProblem,
  Draft,
  FromPage,
  ToPage,
} from '../../../src/views/portal/protocol/messages.ts';
import type { PageState } from '../../../src/views/portal/protocol/screens.ts';
import themes from './pageThemes.json' with { type: 'json' };

const root = join(import.meta.dirname, '../../..');
const screenshots = join(root, 'out', 'screenshots', 'portal-page');

/** The colours of VS Code's own themes, as VS Code 1.139 gives them to a webview. */
export type PageTheme = keyof typeof themes;
export const PAGE_THEMES = Object.keys(themes) as readonly PageTheme[];

export const PANEL = 'b0a1c2d3-0000-4000-8000-000000000001';

interface PageBuilder {
  readonly buildPage: (options: { production: boolean; outdir: string }) => Promise<unknown>;
}

/** What stands in for VS Code around the page; runs before the page's own script. */
const STAND_IN = `
  globalThis.standIn = { sent: [], refused: [], kept: null };
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => standIn.sent.push(message),
    setState: (state) => (standIn.kept = state),
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    standIn.refused.push(event.violatedDirective + ' ' + event.blockedURI);
  });
`;

export interface OpenOptions {
  readonly state: PageState;
  readonly language?: 'en' | 'tr';
  readonly theme?: PageTheme;
  readonly width?: number;
}

/** The page of the portal alone in a browser: same HTML, same policy, no VS Code around. */
export class PageHarness {
  readonly page: Page;
  readonly strangers: readonly string[];
  readonly #origin: string;
  readonly #close: () => Promise<void>;

  private constructor(
    browser: { readonly page: Page; readonly strangers: readonly string[] },
    origin: string,
    close: () => Promise<void>,
  ) {
    this.page = browser.page;
    this.strangers = browser.strangers;
    this.#origin = origin;
    this.#close = close;
  }

  static async start(): Promise<PageHarness> {
    const folder = mkdtempSync(join(tmpdir(), 'muhur-page-'));
    const { buildPage } = createRequire(import.meta.url)('../../../esbuild.js') as PageBuilder;
    await buildPage({ production: true, outdir: join(folder, 'dist') });
    const server = await serve(folder);
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const browser = await openBrowser();
    browser.page.setDefaultTimeout(10_000);
    await browser.page.addInitScript({ content: STAND_IN });
    return new PageHarness(browser, origin, async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** A new page that has got its first state. */
  async open({ state, language = 'en', theme = 'dark', width = 900 }: OpenOptions): Promise<void> {
    const { page } = this;
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${this.#origin}/?${language}`);
    await this.wear(theme);
    await page.waitForFunction("standIn.sent.some(({ type }) => type === 'ready')");
    const texts = inLanguage(language, pageTexts);
    await this.send({ type: 'init', language, texts, panel: PANEL, state });
    await page.locator('h1').waitFor();
  }

  /** Puts on the colours of a theme. */
  async wear(theme: PageTheme): Promise<void> {
    await this.page.evaluate(`{
      const { variables, body } = ${JSON.stringify(themes[theme])};
      document.documentElement.removeAttribute('style');
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
      document.body.className = body;
    }`);
  }

  async send(message: ToPage): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)})`);
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
  }

  async show(state: PageState): Promise<void> {
    await this.send({ type: 'state', state });
  }

  /** Waits for the next action of this kind. @returns it with its number. */
  async acted(kind: Action['kind'], after = 0): Promise<{ number: number; action: Action }> {
    const isIt = `({ type, number, action }) =>
      type === 'act' && number > ${String(after)} && action.kind === '${kind}'`;
    const found = await this.page.waitForFunction(`standIn.sent.find(${isIt})`);
    return (await found.jsonValue()) as Extract<FromPage, { type: 'act' }>;
  }

  async answer(number: number, problem: ActionProblem | null = null): Promise<void> {
    await this.send({ type: 'done', number, problem });
  }

  sent(): Promise<readonly FromPage[]> {
    return this.page.evaluate('standIn.sent');
  }

  /** What the host was last told of a form. */
  async typed(): Promise<Draft | undefined> {
    return (await this.sent()).findLast((message) => message.type === 'typed')?.draft;
  }

  kept(): Promise<unknown> {
    return this.page.evaluate('standIn.kept');
  }

  /** What the policy of the page refused. */
  refused(): Promise<readonly string[]> {
    return this.page.evaluate('standIn.refused');
  }

  /** Id of what has the focus; of the field, not of the native input inside. */
  focused(): Promise<string> {
    return this.page.evaluate("document.activeElement?.id ?? ''");
  }

  async look(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    const { page } = this;
    const width = page.viewportSize()?.width ?? 900;
    // What is out of sight is not drawn: the whole page has to be in it.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.min(height, 3000) });
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width, height: 900 });
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const origin = `http://${request.headers.host ?? ''}`;
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(htmlAt(origin, search === '?tr' ? 'tr' : 'en'));
      return;
    }
    const name = pathname.replace(/^\/dist\/webview\//, '');
    const type = TYPES[extname(name)];
    if (type === undefined || name.includes('/')) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', type);
    response.end(readFileSync(join(folder, PAGE_FOLDER, name)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** The HTML as the host makes it, with this server as the webview's resource host. */
function htmlAt(origin: string, language: 'en' | 'tr'): string {
  const uri = (path: string): Uri =>
    ({
      path,
      with: (change: { path: string }) => uri(change.path),
      toString: () => `${origin}${path}`,
    }) as unknown as Uri;
  const webview: Pick<Webview, 'cspSource' | 'asWebviewUri'> = {
    cspSource: origin,
    asWebviewUri: (local) => local,
  };
  return inLanguage(language, () => pageHtml('portal', webview, uri('')));
}
