import { MuhurError } from '../../errors.ts';
import * as contract from '../contract/testSuite.ts';
import type { Gate } from './server/api.ts';
import type { BoundRoute } from './server/handlers.ts';
import { bind } from './server/handlers.ts';
import type { Simulator } from './simulator.ts';

/** Every operation of the contract with what it does. */
export function allRoutes(_simulator: Simulator): readonly BoundRoute[] {
  return [
    bind(contract.readHealth, (_request, { simulator: { clock } }) => ({
      status: 'ready' as const,
      now: clock.stamp(),
    })),
  ];
}

export function createGate(_simulator: Simulator): Gate {
  return {
    session: () => {
      throw new MuhurError('portal/session-ended', {});
    },
    test: () => undefined,
    open: () => undefined,
  };
}
