import type { JournalEntry } from '../contract/testSuite.ts';

/** More than a test looks at, and little enough to keep in memory. */
const KEPT = 10_000;

/** The last requests, once they were answered or will never be. Not kept across starts. */
export class Journal {
  #entries: JournalEntry[] = [];
  #last = 0;

  add(entry: Omit<JournalEntry, 'number'>): void {
    this.#last++;
    this.#entries.push({ number: this.#last, ...entry });
    // Dropped in portions, because dropping one of many costs as much as dropping many.
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
  }

  /** @param after number of the last entry that is known already. */
  list(after: number, matches: (entry: JournalEntry) => boolean, limit: number): JournalEntry[] {
    const found = this.#entries.slice(-KEPT).filter((e) => e.number > after && matches(e));
    return found.slice(0, limit);
  }

  clear(): void {
    this.#entries = [];
  }
}
