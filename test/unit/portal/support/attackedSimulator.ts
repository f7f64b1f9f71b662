import assert from 'node:assert/strict';
import type { PortalClient } from '../../../../src/portal/client.ts';
import { listOrganisations } from '../../../../src/portal/contract/organisations.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../../src/portal/contract/route.ts';
import { readJournal, readMessages } from '../../../../src/portal/contract/testSuite.ts';
import type { JournalEntry } from '../../../../src/portal/contract/testSuite.ts';
import type { HttpAnswer, HttpQuestion } from './http.ts';
import { ask } from './http.ts';
import type { TestSimulator } from './testSimulator.ts';
import { testSimulator } from './testSimulator.ts';

/** Of the journal, at once. */
const PAGE = 1000;
/** Names under which answers tell secrets. */
const SECRET = new Set(['token', 'code', 'pin', 'puk', 'securityWord', 'text']);

/** A simulator that is attacked by all tests of a suite. */
export interface AttackedSimulator extends TestSimulator {
  /** A request of the attacker's own making. */
  ask(question: HttpQuestion): Promise<HttpAnswer>;
}

/**
 * One simulator for all attacks of a suite. What it refused is kept, and when all is over no secret
 * that it told to anybody must be in a refusal, in its journal or in its log.
 */
export function attackedSimulator(): AttackedSimulator {
  const secrets = new Set<string>();
  const refusals: string[] = [];

  // Comes before the simulator is closed, because hooks run in the order in which they are given.
  after(async () => {
    const { organisations } = await simulator.test(listOrganisations, {});
    collect(organisations, secrets);
    collect(await simulator.test(readMessages, { query: {} }), secrets);
    assert.ok(secrets.size > 5, 'there are secrets to look for');
    assertWithout(secrets, refusals, 'a refusal');
    assertWithout(
      secrets,
      (await journal()).map((entry) => JSON.stringify(entry)),
      'the journal',
    );
    assertWithout(secrets, simulator.log, 'the log');
  });

  const simulator = testSimulator();
  const watched: Pick<AttackedSimulator, 'ask' | 'test'> & { client: unknown } = {
    async ask(question) {
      if (question.token !== undefined) secrets.add(question.token);
      const answer = await ask(simulator.ready.baseUrl, question);
      if (answer.status >= 400) refusals.push(answer.text, JSON.stringify(answer.headers));
      else if (answer.text.startsWith('{')) collect(JSON.parse(answer.text), secrets);
      return answer;
    },
    test: (route, input) => call(route, input, { token: simulator.testToken }),
    client: { call },
  };

  return new Proxy(simulator as AttackedSimulator, {
    get: (target, name) =>
      Reflect.get(Object.hasOwn(watched, name) ? watched : target, name) as unknown,
  });

  function call<R extends Route>(
    route: R,
    input: RouteInput<R>,
    options: Parameters<PortalClient['call']>[2] = {},
  ): Promise<RouteAnswer<R>> {
    if (options.token !== undefined) secrets.add(options.token);
    const called = simulator.client.call(route, input, options);
    called.then(
      (answer) => collect(answer, secrets),
      (error: unknown) => refusals.push(JSON.stringify(error), String(error)),
    );
    return called;
  }

  async function journal(): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (;;) {
      const query = { after: entries.at(-1)?.number ?? 0, limit: PAGE };
      const { requests } = await simulator.test(readJournal, { query });
      entries.push(...requests);
      if (requests.length < PAGE) return entries;
    }
  }
}

/** Every text below one of the names that secrets have. */
function collect(answer: unknown, secrets: Set<string>): void {
  if (typeof answer !== 'object' || answer === null || answer instanceof Uint8Array) return;
  for (const [name, value] of Object.entries(answer)) {
    if (typeof value === 'string') {
      // The code of a problem is none.
      if (SECRET.has(name) && !value.startsWith('portal/')) secrets.add(value);
    } else collect(value, secrets);
  }
}

function assertWithout(secrets: ReadonlySet<string>, texts: readonly string[], where: string) {
  const all = texts.join('\n');
  for (const secret of secrets) assert.ok(!hasWord(all, secret), `${secret} is in ${where}`);
}

/** Six digits may also be a part of any number, and say nothing then. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = text.slice(Math.max(0, at - 1), at) + text.slice(at + word.length).slice(0, 1);
    if (!/[\w.]/.test(around)) return true;
  }
  return false;
}
