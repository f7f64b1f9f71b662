import { performance } from 'node:perf_hooks';
import { MuhurError } from '../../../errors.ts';

/** So many calls a second, and so many at once. By the machine's time: the simulated may stand still. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt = performance.now();

  constructor(limits: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = limits.perSecond;
    this.#burst = limits.burst;
    this.#tokens = limits.burst;
  }

  /** @throws `portal/too-many` */
  take(): void {
    const now = performance.now();
    const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, filled);
    this.#filledAt = now;
    if (this.#tokens < 1) throw new MuhurError('portal/too-many', { seconds: 1 });
    this.#tokens--;
  }
}
