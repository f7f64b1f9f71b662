import * as contract from '../../contract/testSuite.ts';
import type { BoundRoute } from '../server/handlers.ts';
import { bind } from '../server/handlers.ts';
import type { SmsOutbox } from './smsOutbox.ts';

/** What a test suite sees of the simulated phones. */
export function phoneRoutes(outbox: SmsOutbox): BoundRoute[] {
  return [
    bind(contract.readMessages, async ({ query }, { signal }) => {
      const { waitSeconds, ...filter } = query;
      const messages =
        waitSeconds > 0 ? await outbox.wait(filter, waitSeconds, signal) : outbox.list(filter);
      return { messages };
    }),
  ];
}
