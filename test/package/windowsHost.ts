import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../../scripts/lib/run.mjs';
import { windowsNode } from '../../scripts/lib/windowsParts.mjs';

/** Debian keeps them where PATH does not look. */
const places = `${process.env['PATH'] ?? ''}:/usr/lib/wine`;
const wine = onPath('wine64', places) ?? onPath('wine', places);
const wineserver = onPath('wineserver', places);

/** A Node for Windows that is named as VS Code's program is, under a Wine of its own. */
export class WindowsHost {
  /** What is missing here to start one. */
  static missing(): string | undefined {
    if (wine === undefined || wineserver === undefined) return 'Wine is not installed';
    return existsSync(windowsNode) ? undefined : 'there is no Node for Windows in the cache';
  }

  readonly #folder = mkdtempSync(join(tmpdir(), 'muhur-wine-'));
  readonly #program = join(this.#folder, 'Code.exe');
  readonly #env = {
    ...process.env,
    HOME: this.#folder,
    TMPDIR: this.#folder,
    WINEPREFIX: join(this.#folder, 'prefix'),
    WINEDEBUG: '-all',
    // No menu entries for Windows programs, and no offer to fetch parts that none of ours needs.
    WINEDLLOVERRIDES: 'winemenubuilder.exe,mscoree,mshtml=d',
    // Wine calls itself an older Windows.
    NODE_SKIP_PLATFORM_CHECK: '1',
  };

  constructor() {
    copyFileSync(windowsNode, this.#program);
  }

  /** Runs a script that answers with a JSON object on standard output. */
  run(script: string, ...args: readonly string[]): Record<string, string> {
    // Node for Windows cannot write into a pipe of Wine's.
    const printed = join(this.#folder, 'printed');
    const errors = join(this.#folder, 'errors');
    const { status } = spawnSync(wine ?? '', [this.#program, '-e', script, ...args], {
      env: this.#env,
      stdio: ['ignore', openSync(printed, 'w'), openSync(errors, 'w')],
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    assert.equal(status, 0, readFileSync(errors, 'utf8'));
    return JSON.parse(readFileSync(printed, 'utf8')) as Record<string, string>;
  }

  dispose(): void {
    spawnSync(wineserver ?? '', ['--kill'], { env: this.#env, stdio: 'ignore' });
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
