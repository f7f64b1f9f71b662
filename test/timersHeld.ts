interface HeldTimer {
  readonly ms: number;
  readonly run: () => void;
}

/** Sees every timer that is set while it holds them; they run all the same. */
export class TimersHeld {
  readonly #own = globalThis.setTimeout;
  readonly #timers: HeldTimer[] = [];

  constructor() {
    const own = this.#own;
    const watched = (run: () => void, ms = 0): NodeJS.Timeout => {
      this.#timers.push({ ms, run });
      return own(run, ms);
    };
    globalThis.setTimeout = Object.assign(watched, own);
  }

  /** Those that were set for so many milliseconds. */
  between(least: number, most: number): readonly HeldTimer[] {
    return this.#timers.filter(({ ms }) => ms >= least && ms <= most);
  }

  letGo(): void {
    globalThis.setTimeout = this.#own;
  }
}
