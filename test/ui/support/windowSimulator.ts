import { join } from 'node:path';
import { PortalClient } from '../../../src/portal/client.ts';
import type {
  Scenario,
  TestOrganisationRecord,
} from '../../../src/portal/contract/organisations.ts';
import {
  createOrganisation,
  listOrganisations,
} from '../../../src/portal/contract/organisations.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../src/portal/contract/route.ts';
import { moveClock, readMessages } from '../../../src/portal/contract/testSuite.ts';
import type { Running } from '../../../src/portal/simulator/process/runningFile.ts';
import { readRunning } from '../../../src/portal/simulator/process/runningFile.ts';
import { until } from '../../rig/until.ts';
import { signIn } from '../../unit/portal/support/signIn.ts';

/** The simulator of a window: what a test suite may ask of it, and its sudden end. */
export class WindowSimulator {
  readonly directory: string;

  /** @param state the folder of that VS Code */
  constructor(state: string) {
    const storage = 'user-data/User/globalStorage/mali-muhur.mali-muhur';
    this.directory = join(state, storage, 'simulator');
  }

  /** Calls an operation, as a test suite where it needs one, or with the token of a session. */
  call<R extends Route>(route: R, input: RouteInput<R>, session?: string): Promise<RouteAnswer<R>> {
    const { baseUrl, testToken } = this.#running.ready;
    const client = new PortalClient({ baseUrl });
    const token = session ?? testToken;
    return client.call(route, input, { token }).finally(() => client.close());
  }

  /** Signs in beside whoever is at the portal. @returns the token of that session. */
  signInElsewhere(who: Pick<TestOrganisationRecord, 'vkn' | 'securityWord'>): Promise<string> {
    const test: WindowSimulator['call'] = (route, input) => this.call(route, input);
    return signIn({ client: { call: (route, input) => this.call(route, input) }, test }, who);
  }

  /** Lets its time pass. */
  async passTime(seconds: number): Promise<void> {
    await this.call(moveClock, { body: { moveSeconds: seconds } });
  }

  async organisation(vkn: string): Promise<TestOrganisationRecord> {
    const { organisations } = await this.call(listOrganisations, {});
    const found = organisations.find((organisation) => organisation.vkn === vkn);
    if (found === undefined) throw new Error(`There is no organisation ${vkn}`);
    return found;
  }

  /** The organisation whose name begins so, if there is one. */
  async organisationNamed(start: string): Promise<TestOrganisationRecord | undefined> {
    const { organisations } = await this.call(listOrganisations, {});
    return organisations.find(({ tradeName }) => tradeName.startsWith(start));
  }

  newOrganisation(scenario: Scenario, tradeName?: string): Promise<TestOrganisationRecord> {
    const body = { scenario, ...(tradeName !== undefined && { tradeName }) };
    return this.call(createOrganisation, { body });
  }

  /** The code of the last SMS to that organisation. */
  async lastCode(vkn: string): Promise<string> {
    const { messages } = await this.call(readMessages, { query: { vkn } });
    const code = messages.at(-1)?.code;
    if (typeof code !== 'string') throw new Error('No SMS with a code was sent');
    return code;
  }

  /** All codes of all SMS so far. */
  async codes(): Promise<readonly string[]> {
    const { messages } = await this.call(readMessages, { query: {} });
    return messages.flatMap(({ code }) => code ?? []);
  }

  get isRunning(): boolean {
    return readRunning(this.directory) !== null;
  }

  /** What lets a test suite in. */
  get testToken(): string {
    return this.#running.ready.testToken;
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const { pid } = this.#running;
    process.kill(pid, 'SIGKILL');
    await until('the simulator is gone', () => !isAlive(pid));
  }

  get #running(): Running {
    const running = readRunning(this.directory);
    if (running === null) throw new Error('No simulator runs in this window');
    return running;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
