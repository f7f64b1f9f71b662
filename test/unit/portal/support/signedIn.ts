import type { Route, RouteAnswer, RouteInput } from '../../../../src/portal/contract/route.ts';
import { Sessions } from '../../../../src/portal/simulator/signIn/sessions.ts';
import type { TestSimulator } from './testSimulator.ts';

/** A session of an organisation, opened inside: how one signs in is tested elsewhere. */
export class SignedIn {
  readonly token: string;
  readonly #started: TestSimulator;

  constructor(started: TestSimulator, vkn: string) {
    this.#started = started;
    const sessions = new Sessions(started.simulator);
    const session = { vkn, signedInWith: 'password', signatory: null } as const;
    this.token = started.simulator.database.transaction(() => sessions.open(session)).token;
  }

  /** Calls with the token of the session. */
  call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteAnswer<R>> {
    return this.#started.client.call(route, input, { token: this.token });
  }
}

/** A new organisation of that scenario, with a session, and the serial of its seal. */
export async function newSignedIn(
  started: TestSimulator,
  scenario: Parameters<TestSimulator['newOrganisation']>[0] = {},
) {
  const organisation = await started.newOrganisation(scenario);
  const seal = organisation.cards.find(({ profile }) => profile === 'mali-muhur');
  if (seal === undefined || seal.directory === null)
    throw new Error('an organisation has a seal in a folder');
  const session = new SignedIn(started, organisation.vkn);
  return { organisation, session, seal: { ...seal, directory: seal.directory } };
}
