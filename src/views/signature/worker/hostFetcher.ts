import { FetchError } from '../../../pki/fetching.ts';
import type { FetchAnswer, Fetcher } from '../../../pki/fetching.ts';
import type { Fetched, FromWorker } from './messages.ts';

/** Asks the host to fetch, each question under a number of its own. */
export class HostFetcher {
  readonly #post: (message: FromWorker) => void;
  readonly #waiting = new Map<number, (fetched: Fetched) => void>();
  #last = 0;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  readonly fetch: Fetcher = async ({ url, ...request }): Promise<FetchAnswer> => {
    const number = ++this.#last;
    const fetched = await new Promise<Fetched>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#post({ type: 'fetch', number, request: { ...request, url: url.href } });
    });
    if ('problem' in fetched) throw new FetchError(fetched.problem);
    return fetched.answer;
  };

  /** The host has answered; what nobody asked is ignored. */
  settle(number: number, fetched: Fetched): void {
    const resolve = this.#waiting.get(number);
    this.#waiting.delete(number);
    resolve?.(fetched);
  }
}
