import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { Portal } from '../ui/support/portal.ts';
import { words } from '../ui/support/portalWords.ts';
import { Workbench } from '../ui/support/workbench.ts';
import { median, timed } from './row.ts';
import type { Row } from './row.ts';

const PROJECT = join(import.meta.dirname, '../..');
const ROUNDS = 15;
const COLD_ROUNDS = 5;

/** What a command of the palette opens, and what is seen when it can be used. */
interface Opening {
  readonly title: string;
  readonly seen: Locator;
}

/**
 * `portal-open`: from the command to a screen that can be used, against the built-in preview of
 * Markdown in the same window; `portal-open-cold`: when the simulator has to be started for it.
 */
export async function run(): Promise<Row[]> {
  const workbench = await Workbench.open({
    install: (state) => linkExtensions(join(state, 'extensions'), [PROJECT]),
  });
  try {
    await openReadme(workbench);
    return [await warm(workbench), await cold(workbench)];
  } finally {
    await workbench.close();
  }
}

/** The simulator runs; both alternately, after one warm-up each. */
async function warm(workbench: Workbench): Promise<Row> {
  const portal = new Portal(workbench, 'mouse');
  const ours = { title: 'Mali Mühür: Open Portal', seen: portal.button('drivers') };
  const seen = portal.page.locator('.markdown-body h1, body h1').first();
  const theirs = { title: 'Markdown: Open Preview', seen };
  await workbench.command(words.en.startSimulator);
  await inStatusBar(workbench, 'The simulator runs at');
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    times.ours.push(await open(workbench, ours));
    times.theirs.push(await open(workbench, theirs));
  }
  const [mine, other] = [median(times.ours.slice(1)), median(times.theirs.slice(1))];
  const note = 'from the command to a usable screen, against the preview of Markdown';
  return { name: 'portal-open', ours: mine, theirs: other, ratio: mine / other, unit: 'ms', note };
}

/** The panel was closed at Şifreli Giriş, and comes back there. */
async function cold(workbench: Workbench): Promise<Row> {
  const portal = new Portal(workbench, 'mouse');
  await workbench.command(words.en.open);
  for (const label of ['onlineServices', 'certificateServices', 'passwordSignIn'] as const) {
    await portal.press(label);
  }
  const times: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    await portal.page.locator('#picture input').waitFor();
    await closeEditor(workbench);
    await workbench.command('Stop Simulator');
    await inStatusBar(workbench, 'The simulator has stopped');
    const title = 'Mali Mühür: Open Portal';
    times.push(
      await open(workbench, { title, seen: portal.page.locator('#picture input') }, false),
    );
  }
  const note = 'Open Portal with the simulator stopped, to the picture of Şifreli Giriş';
  const ours = median(times);
  return { name: 'portal-open-cold', ours, theirs: null, ratio: null, unit: 'ms', note };
}

/** @returns the milliseconds from the click on its title on. */
async function open(
  workbench: Workbench,
  { title, seen }: Opening,
  isClosed = true,
): Promise<number> {
  await workbench.page.keyboard.press('F1');
  await workbench.type(`>${title}`);
  const exact = `[aria-label="${title}"], [aria-label^="${title},"]`;
  const row = workbench.quickInput.locator(`.monaco-list-row:is(${exact})`);
  await row.waitFor();
  const ms = await timed(async () => {
    await row.click();
    await seen.waitFor();
  });
  if (isClosed) await closeEditor(workbench);
  return ms;
}

async function inStatusBar({ page }: Workbench, text: string): Promise<void> {
  await page.locator('.statusbar', { hasText: text }).waitFor();
}

async function closeEditor({ page }: Workbench): Promise<void> {
  const tabs = page.locator('.tab');
  const count = await tabs.count();
  await page.locator('.tab.active .tab-actions .action-label').click();
  await page.waitForFunction(`document.querySelectorAll('.tab').length < ${String(count)}`);
}

async function openReadme(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.locator('.activitybar').waitFor();
  await page.keyboard.press('Control+P');
  await workbench.type('README.md');
  await workbench.choose('README.md');
  await page.locator('.tab[aria-label^="README.md"]').waitFor();
}
