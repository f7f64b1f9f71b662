import { MuhurError } from '../errors.ts';

/** Runs tasks one after the other, each only when the one before has ended, well or badly. */
export class TaskQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when everything queued so far has ended. */
  get idle(): Promise<unknown> {
    return this.#tail;
  }

  /** A task whose signal fires while it waits never starts: `cancelled`. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#waiting++;
    const result = this.#tail.then(() => {
      if (signal?.aborted === true) throw new MuhurError('cancelled', {});
      return task();
    });
    this.#tail = result
      .catch(() => undefined)
      .then(() => {
        this.#waiting--;
      });
    return result;
  }
}
