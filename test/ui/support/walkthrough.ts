import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { extensionId, walkthroughId, walkthroughSteps } from '../../../src/contributions.ts';
import type { Painted, ReadText } from './textContrast.ts';
import { PAINT, read } from './textContrast.ts';
import type { Workbench } from './workbench.ts';

export type Step = (typeof walkthroughSteps)[number];

const pictures = join(import.meta.dirname, '../../../media/walkthrough');

const CLIPPED = `[...document.querySelectorAll('.getting-started-step .step-title')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ textContent }) => textContent)`;

/** The walkthrough's page in a workbench. */
export class Walkthrough {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** By the command of that title. */
  async open(title: string): Promise<void> {
    const { page } = this.#workbench;
    await page.locator('.activitybar a.action-label[aria-label^="Mali Mühür"]').waitFor();
    // Only a wide page has pictures.
    await page.keyboard.press('Control+B');
    await this.#workbench.sideBar.waitFor({ state: 'hidden' });
    await this.#workbench.command(title);
    // The extension wakes up first, which takes its time on a busy machine.
    await this.step('card').waitFor({ timeout: 60_000 });
  }

  step(step: Step): Locator {
    const id = `${extensionId}#${walkthroughId}#${step}`;
    return this.#workbench.page.locator(`.getting-started-step[data-step-id="${id}"]`);
  }

  /** Comes back from another editor. */
  async show(): Promise<void> {
    // Once chosen from the list of all walkthroughs, it gives the tab its name.
    const tab = this.#workbench.page.locator('.tab', { hasText: /^(?:Welcome|Walkthrough: )/ });
    // A click on the tab of the open page would lead to the list of all walkthroughs.
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    // VS Code may come back to that list by itself; what it does not show is disabled.
    const { page } = this.#workbench;
    const entry = page.locator('button.getting-started-category:enabled', { hasText: 'Mali M' });
    await entry.or(page.locator('.getting-started-step:enabled')).first().waitFor();
    if (await entry.isVisible()) await entry.click();
  }

  /** Goes to the portal, which is another editor. */
  async leave(): Promise<void> {
    await this.#workbench.page.locator('.tab[aria-label^="Kamu SM"]').click();
  }

  async choose(step: Step): Promise<void> {
    await this.step(step).locator('.step-title').click();
    await this.#workbench.page
      .locator('.getting-started-step.expanded')
      .and(this.step(step))
      .waitFor();
  }

  /** Presses a button or a link of a step. */
  async press(step: Step, text: string): Promise<void> {
    await this.show();
    await this.choose(step);
    await this.step(step).locator('.monaco-button, a', { hasText: text }).first().click();
  }

  /** Waits until the step has its tick. */
  async isDone(step: Step): Promise<void> {
    await this.show();
    await this.step(step).locator('.codicon.complete').waitFor();
  }

  /** The steps that have their tick now. */
  async done(): Promise<readonly Step[]> {
    await this.show();
    await this.step('card').waitFor();
    const all = walkthroughSteps.map(async (step) => {
      const ticks = await this.step(step).locator('.codicon.complete').count();
      return ticks > 0 ? [step] : [];
    });
    return (await Promise.all(all)).flat();
  }

  /** The titles that VS Code has no room for. */
  async clippedTitles(): Promise<readonly string[]> {
    return this.#workbench.page.evaluate(CLIPPED);
  }

  /** Waits for the picture of the step, then says what can be read in it. */
  async readPicture(step: Step): Promise<readonly ReadText[]> {
    const source = readFileSync(join(pictures, `${step}.svg`), 'utf8');
    const name = /aria-label="([^"]+)"/.exec(source)?.[1] ?? '';
    const frame = this.#pictureFrame;
    await frame.getByRole('img', { name, exact: true }).waitFor();
    const painted: readonly Painted[] = await frame.locator('svg').evaluate(PAINT);
    return painted.map(read);
  }

  get #pictureFrame(): FrameLocator {
    return this.#workbench.page
      .frameLocator('.getting-started-media iframe.webview')
      .frameLocator('iframe#active-frame');
  }
}
