import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../log.ts';
import type { RestorePoint } from './protocol/screens.ts';
import { keptPanel, keptPoint } from './restorePoint.ts';

/**
 * Where a panel was last, in a file of its window: a VS Code in the browser writes what a page keeps
 * only seconds later, and nothing at all when it is loaded anew before that.
 */
export class LastPlace {
  readonly #file: string;
  readonly #log: Log;
  #written = '';

  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** Done when it returns. */
  keep(panel: string, point: RestorePoint): void {
    const text = JSON.stringify({ ...point, panel });
    if (text === this.#written) return;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, text, { mode: 0o600 });
      this.#written = text;
    } catch (error) {
      this.#log.warn(`the place of the portal is not kept: ${String(error)}`);
    }
  }

  /** Another window of the same folder has a panel of its own, of which nothing is told here. */
  of(panel: string): RestorePoint | null {
    const kept = this.#read();
    return keptPanel(kept) === panel ? keptPoint(kept) : null;
  }

  /** Of whichever panel was opened last. */
  get latest(): RestorePoint | null {
    return keptPoint(this.#read());
  }

  #read(): unknown {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8'));
    } catch {
      return null;
    }
  }
}
