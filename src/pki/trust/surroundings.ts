import type { Fetcher } from '../fetching.ts';
import type { TrustStore } from './trustStore.ts';

/**
 * What certificates are judged by. One object a run: what was asked about a certificate is not
 * asked again for as long as the same object is given.
 */
export interface Surroundings {
  readonly trust: TrustStore;
  readonly now: Date;
  /** Null: nothing is fetched. */
  readonly fetcher: Fetcher | null;
}
