import { MuhurError } from '../../errors.ts';
import { cardOperationRoutes } from './cardOperations/cardOperationRoutes.ts';
import { menuRoutes } from './menu/menuRoutes.ts';
import { organisationRoutes } from './organisations/organisationRoutes.ts';
import type { Gate } from './server/api.ts';
import type { BoundRoute } from './server/handlers.ts';
import type { Simulator } from './simulator.ts';
import { snapshotRoutes } from './testSuite/snapshotRoutes.ts';
import { testSuiteRoutes } from './testSuite/testSuiteRoutes.ts';

/** Every operation of the contract with what it does. */
export function allRoutes(simulator: Simulator): readonly BoundRoute[] {
  return [
    ...testSuiteRoutes(simulator),
    ...snapshotRoutes(simulator),
    ...organisationRoutes(simulator),
    ...menuRoutes(simulator),
    ...cardOperationRoutes(simulator),
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
