import { moveClock } from '../../../../src/portal/contract/testSuite.ts';
import type { TestSimulator } from './testSimulator.ts';

/** The simulator's time stands still. */
export async function freeze(simulator: TestSimulator): Promise<void> {
  await simulator.test(moveClock, { body: { frozen: true } });
}

/** The simulator's time goes on by so many seconds. */
export async function pass(simulator: TestSimulator, seconds: number): Promise<void> {
  await simulator.test(moveClock, { body: { moveSeconds: seconds } });
}
