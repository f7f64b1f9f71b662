/** How long an answer is given again, so that its `thisUpdate` is never old. */
const REUSED_MS = 60_000;
/** Together some four megabytes. */
const MOST_ANSWERS = 1000;
/** A request for one certificate has about a hundred bytes. */
const LONGEST_REQUEST = 512;

interface Kept {
  readonly version: number;
  readonly at: number;
  readonly answer: Uint8Array | Promise<Uint8Array>;
}

/**
 * Answers that are given again to the same request while they are true: until any state changes,
 * or the clock leaves the minute after they were made in either direction.
 */
export class ReusedAnswers {
  readonly #kept = new Map<string, Kept>();

  find(
    request: Uint8Array,
    version: number,
    now: Date,
  ): Uint8Array | Promise<Uint8Array> | undefined {
    if (request.length > LONGEST_REQUEST) return undefined;
    const kept = this.#kept.get(keyOf(request));
    if (kept?.version !== version) return undefined;
    const age = now.getTime() - kept.at;
    return age >= 0 && age < REUSED_MS ? kept.answer : undefined;
  }

  keep(
    request: Uint8Array,
    version: number,
    now: Date,
    answer: Uint8Array | Promise<Uint8Array>,
  ): void {
    if (request.length > LONGEST_REQUEST) return;
    // The oldest goes first: a Map keeps the order in which its keys came.
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_ANSWERS && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(keyOf(request), { version, at: now.getTime(), answer });
  }
}

function keyOf(request: Uint8Array): string {
  return Buffer.from(request.buffer, request.byteOffset, request.byteLength).toString('latin1');
}
