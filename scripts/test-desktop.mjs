/** Runs test/host in the desktop VS Code that VSCODE_EXECUTABLE_PATH names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite, suiteEnvironment } from './lib/hostSuite.mjs';
import { root } from './lib/root.mjs';

const vscodeExecutablePath = process.env.VSCODE_EXECUTABLE_PATH;
if (vscodeExecutablePath) {
  process.exitCode = await runDesktop();
} else {
  console.log(
    'Skipped: VSCODE_EXECUTABLE_PATH does not name a desktop VS Code to run the tests in.',
  );
}

async function runDesktop() {
  const extensionTestsPath = await bundleSuite();
  const state = mkdtempSync(join(tmpdir(), 'muhur-desktop-'));
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath,
      extensionTestsEnv: suiteEnvironment,
      launchArgs: [
        join(root, 'demo'),
        '--disable-extensions',
        '--disable-workspace-trust',
        `--user-data-dir=${join(state, 'user-data')}`,
        `--extensions-dir=${join(state, 'extensions')}`,
      ],
    });
  } catch (error) {
    console.error(error.message);
    return 1;
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
