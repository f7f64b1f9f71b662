import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../scripts/lib/browser.mjs';
import { pageAddress, startHost } from '../../scripts/lib/host.mjs';
import { median } from './row.ts';
import type { Row } from './row.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const STARTS = 3;
const STARTED_MS = 8000;
const SEEN_MS = 3000;

/** `activation`: ours against the built-in Git extension’s, from the same start of VS Code. */
export async function run(): Promise<Row[]> {
  const times = { ours: [] as number[], git: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    const table = await startupTable();
    times.ours.push(activationTime(table, 'mali-muhur.mali-muhur'));
    times.git.push(activationTime(table, 'vscode.git'));
  }
  const [ours, git] = [median(times.ours), median(times.git)];
  const { size } = await stat(join(PROJECT, 'dist/extension.js'));
  const note = `load + activate, against VS Code’s Git; main bundle ${String(Math.ceil(size / 1000))} kB, 300 allowed`;
  return [{ name: 'activation', ours, theirs: git, ratio: ours / git, unit: 'ms', note }];
}

/** The text of “Developer: Startup Performance” after our view was shown. */
async function startupTable(): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), 'muhur-activation-'));
  const host = await startHost({ state, testDriver: true });
  const browser = await openBrowser();
  try {
    const { page } = browser;
    const folder = join(PROJECT, 'demo');
    await page.goto(pageAddress(host.origin, { folder, extension: PROJECT }));
    const icon = page.locator('.activitybar a.action-label[aria-label^="Mali Mühür"]');
    await icon.waitFor();
    // Whatever activates while VS Code starts waits for everything else that does.
    await page.waitForTimeout(STARTED_MS);
    await icon.click();
    await page.locator('.pane-body').first().waitFor();
    await page.waitForTimeout(SEEN_MS);
    await runCommand(page, 'Developer: Startup Performance');
    return await waitForTable(page);
  } finally {
    await browser.close();
    await host.stop();
    await rm(state, { recursive: true, force: true });
  }
}

async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
}

/** The table is long and an editor renders only what is seen, so it is copied as a whole. */
async function waitForTable(page: Page): Promise<string> {
  await page.locator('.view-line:has-text("System Info")').first().waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  return page.evaluate<string>('navigator.clipboard.readText()');
}

/** Load Code + Call Activate + Finish Activate of the row of that extension. */
function activationTime(table: string, extension: string): number {
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find((cells) => cells[1] === extension) ?? [];
  const [load, call, finish] = row.filter((cell) => /^\d+$/.test(cell)).map(Number);
  if (load === undefined || call === undefined || finish === undefined) {
    throw new Error(`${extension} is not in the table of activations`);
  }
  return load + call + finish;
}
