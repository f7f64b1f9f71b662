import * as contract from '../../contract/testSuite.ts';
import { bind } from '../server/handlers.ts';
import type { BoundRoute } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import { Snapshots } from './snapshots.ts';

/** Reset, and states under names. */
export function snapshotRoutes(simulator: Simulator): BoundRoute[] {
  const snapshots = new Snapshots(simulator);
  return [
    bind(contract.resetSimulator, async () => ({ cardsInUse: await snapshots.reset() })),
    bind(contract.listSnapshots, () => ({ snapshots: snapshots.list() })),
    bind(contract.takeSnapshot, ({ params }) => {
      snapshots.take(params.name);
      return undefined;
    }),
    bind(contract.restoreSnapshot, async ({ params }) => ({
      cardsInUse: await snapshots.restore(params.name),
    })),
    bind(contract.deleteSnapshot, ({ params }) => {
      snapshots.delete(params.name);
      return undefined;
    }),
  ];
}
