import type { FrameLocator, Locator } from 'playwright-core';
import { until } from '../../rig/until.ts';
import type { Workbench } from './workbench.ts';

/** What VS Code shows of signatures, and what somebody does with it. */
export class SignatureViews {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Opens a file of the folder. */
  async open(name: string): Promise<void> {
    const { page, quickInput } = this.#workbench;
    // A window that has just been opened does not know the keys yet.
    const isTyped = async (): Promise<boolean> => {
      await page.keyboard.press('Control+P');
      const input = quickInput.locator('input').last();
      return input.fill(name, { timeout: 3000 }).then(
        () => true,
        () => false,
      );
    };
    await until('files are asked for', isTyped, 40);
    await this.#workbench.choose(name);
    await this.#workbench.tab(name).waitFor();
  }

  /** What stands above a signature. */
  lens(text: string | RegExp): Locator {
    return this.#workbench.page.locator('.codelens-decoration a', { hasText: text }).first();
  }

  /** The page of the report, inside the frames that VS Code puts around it. */
  get report(): FrameLocator {
    return this.#workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /** A row of Problems. */
  problem(text: string | RegExp): Locator {
    return this.#workbench.page
      .locator('.markers-panel .monaco-list-row', { hasText: text })
      .first();
  }

  async showProblems(): Promise<void> {
    await this.#workbench.page.keyboard.press('Control+Shift+M');
    await this.#workbench.page.locator('.markers-panel').waitFor();
  }

  async hidePanel(): Promise<void> {
    const panel = this.#workbench.page.locator('.part.panel');
    await panel.locator('.global-actions .action-label.codicon-panel-close').click();
    await panel.waitFor({ state: 'hidden' });
  }

  /** Line and column of the cursor, as the status bar tells them. */
  get cursor(): Locator {
    return this.#workbench.page.locator('#status\\.editor\\.selection');
  }
}
