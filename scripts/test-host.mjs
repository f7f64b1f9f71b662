/** Runs test/host inside the extension host of a real VS Code in the browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { pageAddress, startHost } from './lib/host.mjs';
import { bundleSuite, suiteEnvironment } from './lib/hostSuite.mjs';
import { root } from './lib/root.mjs';

const minutes = 10;
const mark = 'mocha:';

const tests = await bundleSuite();
const state = mkdtempSync(join(tmpdir(), 'muhur-host-'));
const host = await startHost({
  state,
  testDriver: true,
  env: { ...suiteEnvironment, MUHUR_MARK: mark },
});
try {
  process.exitCode = await runInside();
} catch (error) {
  console.error(`${error.message}\nVS Code last printed:\n${host.output()}`);
  process.exitCode = 1;
} finally {
  await host.stop();
  rmSync(state, { recursive: true, force: true });
}

async function runInside() {
  const { page, strangers, close } = await openBrowser();
  // VS Code calls these two functions of its page: what the host prints, and how the run ended.
  await page.exposeFunction('codeAutomationLog', (type, [text]) => {
    if (String(text).startsWith(mark)) console.log(text.slice(mark.length));
  });
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  await page.exposeFunction('codeAutomationExit', end);
  const timer = setTimeout(end, minutes * 60_000, 'late');
  const folder = join(root, 'demo');
  await page.goto(pageAddress(host.origin, { folder, extension: root, tests }));
  const code = await Promise.race([ended, host.ended.then(() => 'gone')]);
  clearTimeout(timer);
  await close();

  for (const address of strangers) console.error(`A page asked another machine: ${address}`);
  if (code === 'gone') throw new Error('VS Code ended before the tests did.');
  if (code === 'late') throw new Error(`The tests did not end within ${minutes} minutes.`);
  return code === 0 && strangers.length === 0 ? 0 : 1;
}
