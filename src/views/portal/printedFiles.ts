import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import { runsRemotely } from '../runsRemotely.ts';

/** Long enough for a viewer to load the file and a person to print it. */
const KEPT_MS = 10 * 60 * 1000;

/** PDFs with PIN and PUK that were opened to be printed: they do not stay on the disk. */
export class PrintedFiles implements Disposable {
  readonly #extension: vscode.Extension<unknown>;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(extension: vscode.Extension<unknown>) {
    this.#extension = extension;
  }

  /**
   * Opens the PDF in the viewer of the system, from a folder that only this user can read. A window
   * on another machine has no viewer for files here, but VS Code says that it has opened them.
   * @throws `file/not-written`, `file/not-opened`.
   */
  async print(pdf: Uint8Array): Promise<void> {
    if (runsRemotely(this.#extension)) throw new MuhurError('file/not-opened', {});
    const directory = await writing(tmpdir(), mkdtemp(join(tmpdir(), 'mali-muhur-')));
    const remove = () => this.#remove(directory);
    this.#timers.set(
      directory,
      setTimeout(() => void remove(), KEPT_MS),
    );
    const path = join(directory, 'PIN-PUK.pdf');
    try {
      await writing(path, writeFile(path, pdf, { mode: 0o600 }));
      const isOpen = await vscode.env.openExternal(vscode.Uri.file(path));
      if (!isOpen) throw new MuhurError('file/not-opened', {});
    } catch (error) {
      await remove();
      throw error;
    }
  }

  /** VS Code gives little time at its end, so this does not wait. */
  dispose(): void {
    for (const [directory, timer] of this.#timers) {
      clearTimeout(timer);
      rmSync(directory, { recursive: true, force: true });
    }
    this.#timers.clear();
  }

  async #remove(directory: string): Promise<void> {
    clearTimeout(this.#timers.get(directory));
    this.#timers.delete(directory);
    await rm(directory, { recursive: true, force: true });
  }
}

/** @throws `file/not-written` in the place of what the system says. */
async function writing<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MuhurError('file/not-written', { path, reason }, { cause });
  }
}
