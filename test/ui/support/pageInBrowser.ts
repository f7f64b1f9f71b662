import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import type { PageName } from '../../../src/views/page/pageHtml.ts';
import { PAGE_FOLDER, pageHtml } from '../../../src/views/page/pageHtml.ts';
import themes from './pageThemes.json' with { type: 'json' };

const root = join(import.meta.dirname, '../../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The colours of VS Code's own themes, as VS Code 1.139 gives them to a webview. */
export type PageTheme = keyof typeof themes;
export const PAGE_THEMES = Object.keys(themes) as readonly PageTheme[];

interface PageBuilder {
  readonly buildPages: (options: { production: boolean; outdir: string }) => Promise<unknown>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
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

export interface Opening {
  readonly language?: 'en' | 'tr';
  readonly theme?: PageTheme;
  readonly width?: number;
}

/** A page alone in a browser: same HTML, same policy, no VS Code around. */
export class PageInBrowser {
  readonly page: Page;
  /** Addresses of other machines that the page asked. */
  readonly strangers: readonly string[];
  readonly #origin: string;
  readonly #screenshots: string;
  readonly #close: () => Promise<void>;

  private constructor(
    browser: { readonly page: Page; readonly strangers: readonly string[] },
    origin: string,
    name: PageName,
    close: () => Promise<void>,
  ) {
    this.page = browser.page;
    this.strangers = browser.strangers;
    this.#origin = origin;
    this.#screenshots = join(root, 'out', 'screenshots', `${name}-page`);
    this.#close = close;
  }

  static async start(name: PageName): Promise<PageInBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'muhur-page-'));
    const { buildPages } = createRequire(import.meta.url)('../../../esbuild.js') as PageBuilder;
    await buildPages({ production: true, outdir: join(folder, 'dist') });
    const server = await serve(folder, name);
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const browser = await openBrowser();
    browser.page.setDefaultTimeout(10_000);
    await browser.page.addInitScript({ content: STAND_IN });
    return new PageInBrowser(browser, origin, name, async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** A new page that waits for its first message. */
  async open({ language = 'en', theme = 'dark', width = 900 }: Opening): Promise<void> {
    const { page } = this;
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${this.#origin}/?${language}`);
    await this.wear(theme);
    await page.waitForFunction("standIn.sent.some(({ type }) => type === 'ready')");
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

  async send(message: unknown): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)})`);
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
  }

  sent<T>(): Promise<readonly T[]> {
    return this.page.evaluate('standIn.sent');
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

  /** What axe has to say against the page, with the HTML that it is about. */
  async violations(): Promise<readonly string[]> {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate<readonly Violation[]>(
      'axe.run(document).then(({ violations }) => violations)',
    );
    return found.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`);
  }

  /** Visible text that its box, or the page, cuts off. */
  cutOff(): Promise<readonly string[]> {
    return this.page.evaluate(CUT_OFF);
  }

  async look(name: string): Promise<void> {
    mkdirSync(this.#screenshots, { recursive: true });
    const { page } = this;
    const width = page.viewportSize()?.width ?? 900;
    // What is out of sight is not drawn: the whole page has to be in it.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.min(height, 3000) });
    await page.screenshot({ path: join(this.#screenshots, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width, height: 900 });
  }
}

const CUT_OFF = `{
  const cut = [...document.querySelectorAll('body *')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    const isClipped = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return isClipped && !element.classList.contains('unseen') && !element.closest('.head');
  });
  const tooWide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
  [...cut.map((element) => element.outerHTML.slice(0, 120)), ...tooWide];
}`;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

async function serve(folder: string, name: PageName): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const origin = `http://${request.headers.host ?? ''}`;
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(htmlAt(origin, name, search === '?tr' ? 'tr' : 'en'));
      return;
    }
    const file = pathname.replace(/^\/dist\/webview\//, '');
    const type = TYPES[extname(file)];
    if (type === undefined || file.includes('/')) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', type);
    response.end(readFileSync(join(folder, PAGE_FOLDER, file)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** The HTML as the host makes it, with this server as the webview's resource host. */
function htmlAt(origin: string, name: PageName, language: 'en' | 'tr'): string {
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
  return inLanguage(language, () => pageHtml(name, webview, uri('')));
}
