import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortalClient } from '../../../../src/portal/client.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import * as organisations from '../../../../src/portal/contract/organisations.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../../src/portal/contract/route.ts';
import { startSimulator } from '../../../../src/portal/simulator/start.ts';
import type { ReadyLine } from '../../../../src/portal/simulator/start.ts';
import type { Simulator } from '../../../../src/portal/simulator/simulator.ts';
import { testKeyPair } from './testKeys.ts';

export const TEST_KEY = new Uint8Array(32).fill(7);

/** A simulator in this process, on a folder of its own, whose keys are shared by all tests. */
export interface TestSimulator {
  readonly directory: string;
  readonly ready: ReadyLine;
  /** Its inside, for what HTTP does not tell. */
  readonly simulator: Simulator;
  readonly client: PortalClient;
  readonly testToken: string;
  /** What it wrote to its log; `close` fails when a test left anything here. */
  readonly log: string[];
  /** Calls with the token of the test suite. */
  test<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteAnswer<R>>;
  /** A new organisation; by default its seal was just delivered, on hold. */
  newOrganisation(order?: OrganisationInput): Promise<TestOrganisationRecord>;
  /** Stops and starts it again on the same data, with the key that is given or the same one. */
  restart(key?: Uint8Array): Promise<void>;
  /** Nobody answers while this is done. */
  whileStopped(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export type OrganisationInput = RouteInput<typeof organisations.createOrganisation>['body'];

export async function startTestSimulator(): Promise<TestSimulator> {
  const directory = mkdtempSync(join(tmpdir(), 'muhur-simulator-'));
  const log: string[] = [];
  const start = (key: Uint8Array) =>
    startSimulator({ directory, key, keyPair: testKeyPair, log: (line) => log.push(line) });
  let running = await start(TEST_KEY);
  let client = new PortalClient({ baseUrl: running.ready.baseUrl });
  const stop = async () => {
    await client.close();
    await running.close();
  };
  const started: TestSimulator = {
    directory,
    log,
    get ready() {
      return running.ready;
    },
    get simulator() {
      return running.simulator;
    },
    get client() {
      return client;
    },
    get testToken() {
      return running.ready.testToken;
    },
    test: (route, input) => client.call(route, input, { token: running.ready.testToken }),
    newOrganisation(order = {}) {
      return started.test(organisations.createOrganisation, { body: order });
    },
    restart: (key = TEST_KEY) => restart(key, () => Promise.resolve()),
    whileStopped: (work) => restart(TEST_KEY, work),
    async close() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
      assert.deepEqual(log, [], 'the log of the simulator');
    },
  };
  return started;

  async function restart(key: Uint8Array, work: () => Promise<void>): Promise<void> {
    await stop();
    try {
      await work();
    } finally {
      running = await start(key);
      client = new PortalClient({ baseUrl: running.ready.baseUrl });
    }
  }
}

/** One simulator for all tests of a suite. */
export function testSimulator(): TestSimulator {
  let started: TestSimulator | null = null;
  before(async () => {
    started = await startTestSimulator();
  });
  after(async () => {
    await started?.close();
  });
  return new Proxy({} as TestSimulator, {
    get(_, name) {
      assert.ok(started, 'the simulator is started before the tests');
      return Reflect.get(started, name, started) as unknown;
    },
  });
}
