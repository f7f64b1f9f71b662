import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../../scripts/lib/browser.mjs';
import type { Row } from './row.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** `start-to-card`: from `npm start` on a set-up machine to the card in the browser. */
export async function run(): Promise<Row[]> {
  const data = await mkdtemp(join(tmpdir(), 'muhur-start-'));
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: PROJECT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_DATA_HOME: data, VSCODE_EXECUTABLE_PATH: '' },
  });
  try {
    const address = await printedAddress(child.stdout);
    const { page, close } = await openBrowser();
    await page.goto(address);
    await page.locator('.monaco-list-row:has-text("AKİS")').first().waitFor({ timeout: 60_000 });
    const ours = (performance.now() - began) / 1000;
    await close();
    const note =
      'npm start on a set-up machine, with a virtual card made, to its row in the browser';
    return [{ name: 'start-to-card', ours, theirs: null, ratio: null, unit: 's', note }];
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await once(child, 'exit');
    await rm(data, { recursive: true, force: true });
  }
}

async function printedAddress(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const address = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(text)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`npm start printed no address: ${text}`);
}
