import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../../../scripts/lib/browser.mjs';
import { pageAddress, prepareState, startHost } from '../../../scripts/lib/host.mjs';
import { STATE_FILE } from '../../../src/card/virtual/library.ts';
import { until } from '../../rig/until.ts';
import { makeTurkish } from './turkish.ts';

const root = join(import.meta.dirname, '../../..');
const screenshots = join(root, 'out', 'screenshots');

/** Themes of VS Code as it calls them in the palette, and the class that its window has then. */
const themes = {
  'Default Dark Modern': { title: 'Dark Modern', kind: 'vs-dark' },
  'Default Light Modern': { title: 'Light Modern', kind: 'vs' },
  'Default High Contrast': { title: 'Dark High Contrast', kind: 'hc-black' },
} as const;

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** Puts the extension into the extensions folder of `state`. */
  readonly install: (state: string) => void | Promise<void>;
  readonly language?: 'en' | 'tr';
  readonly theme?: Theme;
  /** What VS Code opens; the demo, if nothing else. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Looks on from before the page is loaded. */
  readonly watch?: ((page: Page) => void) | undefined;
}

/** A VS Code in a browser, and what somebody does with mouse and keyboard in it. */
export class Workbench {
  readonly page: Page;
  /** The folder with everything this VS Code keeps. */
  readonly state: string;
  readonly #close: () => Promise<void>;

  private constructor(page: Page, state: string, close: () => Promise<void>) {
    this.page = page;
    this.state = state;
    this.#close = close;
  }

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const { install, language = 'en', theme = 'Default Dark Modern', env } = options;
    const state = mkdtempSync(join(tmpdir(), 'muhur-ui-'));
    prepareState(state);
    changeSettings(state, { 'workbench.colorTheme': theme });
    if (language === 'tr') makeTurkish(join(state, 'user-data'));
    await install(state);
    const host = await startHost({ state, ...(env && { env }) });
    const browser = await openBrowser();
    const { page } = browser;
    page.setDefaultTimeout(20_000);
    options.watch?.(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const { folder = join(root, 'demo') } = options;
    await page.goto(pageAddress(host.origin, { folder }));
    return new Workbench(page, state, async () => {
      await browser.close();
      await host.stop();
      rmSync(state, { recursive: true, force: true });
      assert.deepEqual(browser.strangers, [], 'pages asked other machines');
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Runs a command of ours from the palette, by its whole title. */
  async command(title: string): Promise<void> {
    await this.#typeIntoPalette(title);
    const label = `Mali Mühür: ${title}`;
    // What VS Code has to say about a command follows after a comma.
    const row = `.monaco-list-row:is([aria-label="${label}"], [aria-label^="${label},"])`;
    await this.quickInput.locator(row).click();
  }

  /** A page that has just been loaded may take the focus, and so close what was opened. */
  async #typeIntoPalette(text: string): Promise<void> {
    const input = this.quickInput.locator('input').last();
    const isTyped = async (): Promise<boolean> => {
      await this.page.keyboard.press('F1');
      return input.fill(`>${text}`, { timeout: 3000 }).then(
        () => true,
        () => false,
      );
    };
    await until('the palette takes what is typed', isTyped, 20);
  }

  /** Answers what VS Code asks in the middle. */
  async answerDialog(text: string, button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: text });
    await dialog.locator('.monaco-button', { hasText: button }).first().click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Loads the window anew, as "Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.activitybar').waitFor();
  }

  async useTheme(theme: Theme): Promise<void> {
    const { title, kind } = themes[theme];
    await this.#typeIntoPalette('Preferences: Color Theme');
    await this.choose('Preferences: Color Theme');
    // Until the list of themes takes the palette's place, the palette would take what is typed.
    await this.quickInput.getByPlaceholder('Select Color Theme').waitFor();
    await this.type(title);
    await this.choose(title);
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  async openExplorer(): Promise<void> {
    await this.page.locator('.activitybar a.action-label[aria-label^="Mali Mühür"]').click();
    await this.page.mouse.move(800, 500);
  }

  /** The side bar, with everything in it. */
  get sideBar(): Locator {
    return this.page.locator('.sidebar');
  }

  /** The first row of the explorer that contains the text. */
  row(text: string): Locator {
    return this.sideBar.locator('.monaco-list-row', { hasText: text }).first();
  }

  /** Presses a button that a row shows while the pointer is on it. */
  async pressOnRow(row: Locator, title: string): Promise<void> {
    await row.hover();
    await row.locator(`.action-label[aria-label="${title}"]`).click();
  }

  /** Presses a button beside the name of the view. */
  async pressOnView(title: string): Promise<void> {
    await this.sideBar.hover();
    await this.sideBar.locator(`.title-actions .action-label[aria-label="${title}"]`).click();
  }

  /** The first tab of an editor whose name contains the text. */
  tab(text: string): Locator {
    return this.page.locator('.tab', { hasText: text }).first();
  }

  async closeTab(text: string): Promise<void> {
    const tab = this.tab(text);
    await tab.hover();
    await tab.locator('.tab-actions .action-label').click();
    await tab.waitFor({ state: 'detached' });
  }

  async chooseFromMenu(row: Locator, title: string): Promise<void> {
    const menu = this.page.locator('.context-view .monaco-menu');
    const item = menu.locator('.action-item', { hasText: title }).first();
    // A row may move from under the pointer: then the menu is another one's.
    const isThere = async (): Promise<boolean> => {
      await row.click({ button: 'right' });
      return item.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    };
    for (let tries = 3; tries > 0 && !(await isThere()); tries--) {
      await this.page.keyboard.press('Escape');
    }
    // A menu that has just opened ignores the mouse for a moment.
    do await item.click();
    while (await staysFor(menu, 500));
  }

  /** The box at the top in which VS Code asks. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  async type(text: string): Promise<void> {
    await this.quickInput.locator('input').last().fill(text);
  }

  /** Clicks the first entry of the list at the top that contains the text. */
  async choose(text: string): Promise<void> {
    await this.quickInput.locator('.monaco-list-row', { hasText: text }).first().click();
  }

  async enter(): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  /** Answers where to save a file. */
  async saveAs(path: string): Promise<void> {
    const input = this.quickInput.locator('input').last();
    const isReady = async (): Promise<boolean> => (await input.inputValue()).includes('.');
    await until('a name is proposed', isReady);
    await this.chooseFile(path, 'OK');
  }

  /** Types the path of a file where one is asked for, and presses the button. */
  async chooseFile(path: string, button: string): Promise<void> {
    await this.type(path);
    // As long as the folder is being read, nothing is taken.
    do await this.quickInput.locator('.monaco-button', { hasText: button }).click();
    while (await staysFor(this.quickInput, 1000));
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  async clearNotifications(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  /** Boxes and messages fade in, and a picture of that shows neither; what turns may turn. */
  async waitUntilStill(): Promise<void> {
    await this.page.evaluate(`Promise.allSettled(document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished))`);
  }

  /** Writes what the browser shows to out/screenshots. */
  async look(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** The PIN of a virtual card of this VS Code. */
  pinOf(name: string): string {
    return this.#secretOf(name, 'pin');
  }

  pukOf(name: string): string {
    return this.#secretOf(name, 'puk');
  }

  #secretOf(name: string, secret: 'pin' | 'puk'): string {
    const cards = join(this.state, 'home', 'data', 'mali-muhur', 'cards');
    const text = readFileSync(join(cards, name, STATE_FILE), 'utf8');
    return (JSON.parse(text) as Record<typeof secret, { value: string }>)[secret].value;
  }
}

function staysFor(element: Locator, ms: number): Promise<boolean> {
  return element.waitFor({ state: 'detached', timeout: ms }).then(
    () => false,
    () => true,
  );
}

function changeSettings(state: string, changes: Readonly<Record<string, unknown>>): void {
  const file = join(state, 'user-data', 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, ...changes }, null, 2));
}
