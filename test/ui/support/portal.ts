import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import type { Field } from '../../../src/views/portal/protocol/messages.ts';
import type { LabelId } from '../../../src/views/portal/protocol/texts.ts';
import { LABELS } from '../../../src/views/portal/protocol/texts.ts';
import type { Workbench } from './workbench.ts';

/** An official label, or other words of the page. */
export type Words = LabelId | { readonly words: string };

/** VS Code's own focus is on the frame around the page. */
const IS_IN_WEBVIEW = "document.activeElement.matches('iframe.webview')";

/** No screen has more to tab through. */
const MOST_TABS = 60;

/** The portal's panel in a workbench, and what somebody does in it by mouse or by keyboard alone. */
export class Portal {
  readonly #workbench: Workbench;
  readonly #hand: 'mouse' | 'keyboard';

  constructor(workbench: Workbench, hand: 'mouse' | 'keyboard') {
    this.#workbench = workbench;
    this.#hand = hand;
  }

  /** The page, inside the frames that VS Code puts around it. */
  get page(): FrameLocator {
    return this.#workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /** Waits for the screen with that heading. */
  async see(heading: Words): Promise<void> {
    await this.page.locator('h1', { hasText: textOf(heading) }).waitFor();
  }

  /** Waits until the page tells something in a live region: news, or a problem. */
  async hear(text: string | RegExp): Promise<void> {
    await this.page.locator('[role=status], [role=alert]', { hasText: text }).first().waitFor();
  }

  /** Waits for what is wrong with a field; it has the focus then. */
  async complains(field: Field | 'warnings', text: string | RegExp): Promise<void> {
    await this.page.locator(`#${field}-problem`, { hasText: text }).waitFor();
    await this.page.locator(`#${field}:focus-within`).waitFor();
  }

  /** Whatever has the focus, and what it is in. */
  get focused(): Locator {
    return this.page.locator(':focus-within');
  }

  /** The row of a certificate in the menu. */
  row(serialNumber: string): Locator {
    return this.page.locator(`#certificate-${serialNumber}`);
  }

  /** What the menu shows of a card. */
  card(serial: string): Locator {
    return this.page.getByRole('group').filter({ hasText: serial });
  }

  /** A button by the beginning of its name, on the page or in a part of it. */
  button(name: Words, within?: Locator): Locator {
    const start = { name: new RegExp(`^\\s*${escaped(textOf(name))}`) };
    return (within ?? this.page).getByRole('button', start).first();
  }

  async press(name: Words, within?: Locator): Promise<void> {
    await this.use(this.button(name, within), 'Enter');
  }

  /** Clicks something, or goes there by keyboard and presses the key. */
  async use(element: Locator, key: 'Enter' | 'Space'): Promise<void> {
    if (this.#hand === 'mouse') return element.click();
    await this.#reach(element);
    await this.#workbench.page.keyboard.press(key);
  }

  /** Chooses one of several, which are one stop of the Tab key. */
  async choose(name: string): Promise<void> {
    const one = this.page.getByRole('radio', { name });
    if (this.#hand === 'mouse') return one.click();
    await this.#reach(this.page.getByRole('radio', { checked: true }));
    for (let steps = 0; steps < MOST_TABS && !(await one.isChecked()); steps++) {
      await this.#workbench.page.keyboard.press('ArrowDown');
    }
  }

  /** Types into a field instead of what was there. */
  async type(field: Field, text: string): Promise<void> {
    const input = this.page.locator(`#${field} input`);
    if (this.#hand === 'mouse') return input.fill(text);
    await this.#reach(this.page.locator(`#${field}`));
    await this.#selectField();
    await this.#workbench.page.keyboard.type(text);
  }

  /** Pastes what is in the clipboard. */
  async paste(field: Field): Promise<void> {
    await this.use(this.page.locator(`#${field} input`), 'Space');
    await this.#selectField();
    await this.#workbench.page.keyboard.press('Control+V');
  }

  /** Control+A goes through VS Code, and may take effect only after the next key. */
  async #selectField(): Promise<void> {
    for (const key of ['End', 'Shift+Home']) await this.#workbench.page.keyboard.press(key);
  }

  valueOf(field: Field): Promise<string> {
    return this.page.locator(`#${field} input`).inputValue();
  }

  /** All that is written on the page. */
  text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** Tabs on or back until that has the focus, without leaving the page. */
  async #reach(element: Locator): Promise<void> {
    await this.#enter();
    const reached = element.and(this.focused);
    const key = (await this.#isBehind(element)) ? 'Shift+Tab' : 'Tab';
    for (let tabs = 0; tabs < MOST_TABS && (await reached.count()) === 0; tabs++) {
      await this.#workbench.page.keyboard.press(key);
    }
    assert.equal(await reached.count(), 1, `${String(element)} cannot be reached by keyboard`);
  }

  /** From elsewhere in VS Code, as its own shortcut does it. */
  async #enter(): Promise<void> {
    const { page } = this.#workbench;
    if (await page.evaluate<boolean>(IS_IN_WEBVIEW)) return;
    await page.keyboard.press('Control+1');
    await page.waitForFunction(IS_IN_WEBVIEW);
  }

  /** Whether something is above or left of what has the focus. */
  async #isBehind(element: Locator): Promise<boolean> {
    await element.scrollIntoViewIfNeeded();
    if ((await this.focused.count()) === 0) return false;
    const [there, here] = [await element.boundingBox(), await this.focused.last().boundingBox()];
    if (there === null || here === null) return false;
    return there.y < here.y || (there.y === here.y && there.x < here.x);
  }
}

function textOf(words: Words): string {
  return typeof words === 'string' ? LABELS[words] : words.words;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
