interface HeldTimer {
  readonly ms: number;
  readonly run: () => void;
  /** The line that set it. */
  readonly setBy: string;
}

/** Sees every timer that is set while it holds them; they run all the same. */
export class TimersHeld {
  readonly #set = globalThis.setTimeout;
  readonly #clear = globalThis.clearTimeout;
  readonly #left = new Map<unknown, HeldTimer>();

  constructor() {
    const [set, clear, left] = [this.#set, this.#clear, this.#left];
    const watchedSet = <A extends unknown[]>(
      act: (...args: A) => void,
      ms = 0,
      ...args: A
    ): NodeJS.Timeout => {
      const run = (): void => act(...args);
      const fire = (): void => {
        left.delete(timer);
        run();
      };
      const timer = set(fire, ms);
      const [, , setBy = ''] = new Error().stack?.split('\n') ?? [];
      left.set(timer, { ms, run, setBy });
      return timer;
    };
    const watchedClear = (timer: NodeJS.Timeout | undefined): void => {
      left.delete(timer);
      clear(timer);
    };
    globalThis.setTimeout = Object.assign(watchedSet, set);
    globalThis.clearTimeout = watchedClear as typeof clear;
  }

  /** Those that still wait, of those that were set for so many milliseconds. */
  between(least: number, most: number): readonly HeldTimer[] {
    return [...this.#left.values()].filter(({ ms }) => ms >= least && ms <= most);
  }

  letGo(): void {
    globalThis.setTimeout = this.#set;
    globalThis.clearTimeout = this.#clear;
  }
}
