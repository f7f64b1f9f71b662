import type { Page } from 'playwright-core';
import { inLanguage } from '../../../src/text/locale.ts';
import { pageTexts } from '../../../src/views/portal/pageTexts.ts';
import type {
  Action,
  ActionProblem,
  Draft,
  FromPage,
  ToPage,
} from '../../../src/views/portal/protocol/messages.ts';
import type { PageState } from '../../../src/views/portal/protocol/screens.ts';
import type { Opening, PageTheme } from './pageInBrowser.ts';
import { PageInBrowser } from './pageInBrowser.ts';

export const PANEL = 'b0a1c2d3-0000-4000-8000-000000000001';

export interface OpenOptions extends Opening {
  readonly state: PageState;
}

/** The page of the portal alone in a browser, and what its host would say to it. */
export class PageHarness {
  readonly #browser: PageInBrowser;

  private constructor(browser: PageInBrowser) {
    this.#browser = browser;
  }

  static async start(): Promise<PageHarness> {
    return new PageHarness(await PageInBrowser.start('portal'));
  }

  get page(): Page {
    return this.#browser.page;
  }

  get strangers(): readonly string[] {
    return this.#browser.strangers;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** A new page that has got its first state. */
  async open({ state, ...opening }: OpenOptions): Promise<void> {
    await this.#browser.open(opening);
    const { language = 'en' } = opening;
    const texts = inLanguage(language, pageTexts);
    await this.send({ type: 'init', language, texts, panel: PANEL, state });
    await this.page.locator('h1').waitFor();
  }

  wear(theme: PageTheme): Promise<void> {
    return this.#browser.wear(theme);
  }

  send(message: ToPage): Promise<void> {
    return this.#browser.send(message);
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
    return this.#browser.sent();
  }

  /** What the host was last told of a form. */
  async typed(): Promise<Draft | undefined> {
    return (await this.sent()).findLast((message) => message.type === 'typed')?.draft;
  }

  kept(): Promise<unknown> {
    return this.#browser.kept();
  }

  refused(): Promise<readonly string[]> {
    return this.#browser.refused();
  }

  focused(): Promise<string> {
    return this.#browser.focused();
  }

  violations(): Promise<readonly string[]> {
    return this.#browser.violations();
  }

  cutOff(): Promise<readonly string[]> {
    return this.#browser.cutOff();
  }

  look(name: string): Promise<void> {
    return this.#browser.look(name);
  }
}
