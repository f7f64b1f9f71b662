import type { BrowserContextOptions, Page } from 'playwright-core';

export interface OpenBrowser {
  readonly page: Page;
  /** Addresses of other machines that a page asked for; there should be none. */
  readonly strangers: readonly string[];
  readonly close: () => Promise<void>;
}

/** Debian's chromium without a window, 1280 × 800 unless told otherwise. */
export function openBrowser(options?: BrowserContextOptions): Promise<OpenBrowser>;
