import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../../src/portal/contract/organisations.ts';
import { PortalFlow } from '../../../../../src/views/portal/flow/portalFlow.ts';
import type { Action, ActionProblem } from '../../../../../src/views/portal/protocol/messages.ts';
import type {
  PageState,
  RestorePoint,
  Screen,
  ScreenKind,
} from '../../../../../src/views/portal/protocol/screens.ts';
import { strictLog } from '../../../../strictLog.ts';
import { lastCode } from '../../../portal/support/signIn.ts';
import { SignedIn } from '../../../portal/support/signedIn.ts';
import type { TestSimulator } from '../../../portal/support/testSimulator.ts';
import { StandInPorts } from './standInPorts.ts';

type ScreenOf<K extends ScreenKind> = Extract<Screen, { readonly kind: K }>;
type Known = Pick<TestOrganisationRecord, 'vkn' | 'securityWord'>;

export const HOME: RestorePoint = { screen: 'home', about: null, attempt: null };

/** Somebody who walks through the portal: a flow, and everything that was ever on its page. */
export class Walk {
  readonly portal: TestSimulator;
  readonly ports: StandInPorts;
  readonly flow: PortalFlow;
  readonly states: PageState[] = [];
  readonly problems: ActionProblem[] = [];

  constructor(portal: TestSimulator, log = strictLog) {
    this.portal = portal;
    this.ports = new StandInPorts(portal);
    this.flow = new PortalFlow(this.ports, log);
    this.flow.onDidChange((state) => this.states.push(state));
    walks.add(this);
  }

  get page(): PageState {
    return this.flow.page;
  }

  /** The screen that is shown, which has to be of that kind. */
  at<K extends ScreenKind>(kind: K): ScreenOf<K> {
    const { screen } = this.page;
    assert.equal(screen.kind, kind);
    return screen as ScreenOf<K>;
  }

  /** What the page has to say of an action that does not work. */
  async fails(action: Action): Promise<ActionProblem> {
    const problem = await this.#kept(this.flow.act(action));
    assert.ok(problem, `${action.kind} worked`);
    return problem;
  }

  /** An action that works, or does nothing. */
  async act(action: Action): Promise<void> {
    assert.equal(await this.#kept(this.flow.act(action)), null, action.kind);
  }

  go(to: Extract<Action, { kind: 'go' }>['to']): Promise<void> {
    return this.act({ kind: 'go', to });
  }

  restore(point: Partial<RestorePoint>): Promise<ActionProblem | null> {
    return this.#kept(this.flow.restore({ ...HOME, ...point }));
  }

  /** Waits until a screen of that kind is shown. */
  async comesTo(kind: ScreenKind, seconds = 10): Promise<void> {
    if (this.page.screen.kind === kind) return;
    await new Promise<void>((resolve, reject) => {
      const late = (): void => {
        listening.dispose();
        reject(new Error(`“${this.page.screen.kind}” is shown, and not “${kind}”`));
      };
      const timer = setTimeout(late, seconds * 1000);
      const listening = this.flow.onDidChange(({ screen }) => {
        if (screen.kind !== kind) return;
        clearTimeout(timer);
        listening.dispose();
        resolve();
      });
    });
  }

  /** Opens a session inside the server, as a window before this one may have. */
  openSession({ vkn }: Pick<Known, 'vkn'>): string {
    const { token } = new SignedIn(this.portal, vkn);
    this.ports.kept = { address: this.portal.ready.baseUrl, token };
    return token;
  }

  /** The menu, in a session that was opened elsewhere. */
  async toMenu(organisation: Pick<Known, 'vkn'>): Promise<void> {
    this.openSession(organisation);
    await this.go('menu');
    this.at('menu');
  }

  /** Şifreli Giriş up to the question for the code, all by actions of the page. */
  async toCode({ vkn, securityWord }: Known): Promise<void> {
    await this.toPhone({ vkn, securityWord });
    await this.act({ kind: 'send-code' });
    this.at('code');
  }

  async toPhone({ vkn, securityWord }: Known): Promise<void> {
    await this.go('password');
    const picture = await this.picture();
    await this.act({ kind: 'sign-in', vkn, picture, word: securityWord ?? '' });
    this.at('phone');
  }

  /** What is written in the picture, told by the portal itself. */
  async picture(): Promise<string> {
    await this.act({ kind: 'tell-picture' });
    const { screen } = this.page;
    assert.ok(screen.kind === 'password' || screen.kind === 'forgotten');
    return screen.captcha.told ?? '';
  }

  async signIn(organisation: Known): Promise<void> {
    await this.toCode(organisation);
    const code = await lastCode(this.portal, organisation.vkn);
    await this.act({ kind: 'enter-code', code });
  }

  async #kept(done: Promise<ActionProblem | null>): Promise<ActionProblem | null> {
    const problem = await done;
    if (problem !== null) this.problems.push(problem);
    return problem;
  }
}

const walks = new Set<Walk>();

/** For `afterEach`: nothing of a walk goes on after its test. */
export async function endWalks(): Promise<void> {
  for (const { flow, ports } of walks) {
    flow.dispose();
    await ports.dropConnection();
  }
  walks.clear();
}
