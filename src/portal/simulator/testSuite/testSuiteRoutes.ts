import * as contract from '../../contract/testSuite.ts';
import { bind } from '../server/handlers.ts';
import type { BoundRoute } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import { moveClock } from './moveClock.ts';

/** What test suites steer the simulator with. */
export function testSuiteRoutes({ clock, faults, journal }: Simulator): BoundRoute[] {
  const clockState = () => ({
    now: clock.stamp(),
    frozen: clock.frozen,
    offsetSeconds: clock.offsetSeconds,
  });
  return [
    bind(contract.readHealth, () => ({ status: 'ready' as const, now: clock.stamp() })),
    bind(contract.readJournal, ({ query: { after, service, vkn, limit } }) => ({
      requests: journal.list(
        after,
        (entry) =>
          (service === undefined || entry.service === service) &&
          (vkn === undefined || entry.vkn === vkn),
        limit,
      ),
    })),
    bind(contract.clearJournal, () => {
      journal.clear();
      return undefined;
    }),
    bind(contract.readClock, clockState),
    bind(contract.moveClock, ({ body }) => {
      moveClock(clock, body);
      return clockState();
    }),
    bind(contract.resetClock, () => {
      clock.reset();
      return clockState();
    }),
    bind(contract.listFaults, () => ({ faults: faults.list() })),
    bind(contract.setFault, ({ params, body }) => {
      faults.set(params.service, body);
      return undefined;
    }),
    bind(contract.clearFault, ({ params }) => {
      faults.clear(params.service);
      return undefined;
    }),
  ];
}
