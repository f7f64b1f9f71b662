/**
 * Watches for how long something holds this thread at a time. What counts is the thread's own work:
 * that other programs use the machine holds nobody.
 */
export class HeldThread {
  readonly #timer: NodeJS.Timeout;
  #longest = 0;
  #last = worked();

  constructor() {
    this.#timer = setInterval(() => this.#look(), 1);
  }

  /** @returns the longest time in ms that nothing else had a chance. */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return this.#longest;
  }

  #look(): void {
    const now = worked();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }
}

/** What this thread has worked since it began, in ms. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
