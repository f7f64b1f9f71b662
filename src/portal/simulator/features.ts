import { cardOperationRoutes } from './cardOperations/cardOperationRoutes.ts';
import { menuRoutes } from './menu/menuRoutes.ts';
import { organisationRoutes } from './organisations/organisationRoutes.ts';
import type { BoundRoute } from './server/handlers.ts';
import { signInRoutes } from './signIn/signInRoutes.ts';
import type { Simulator } from './simulator.ts';
import { snapshotRoutes } from './testSuite/snapshotRoutes.ts';
import { testSuiteRoutes } from './testSuite/testSuiteRoutes.ts';

/** Every operation of the contract with what it does. */
export function allRoutes(simulator: Simulator): readonly BoundRoute[] {
  return [
    ...testSuiteRoutes(simulator),
    ...snapshotRoutes(simulator),
    ...organisationRoutes(simulator),
    ...signInRoutes(simulator),
    ...menuRoutes(simulator),
    ...cardOperationRoutes(simulator),
  ];
}
