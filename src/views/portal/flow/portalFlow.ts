import { Emitter } from '../../../disposable.ts';
import type { Disposable } from '../../../disposable.ts';
import { MuhurError, isMuhurError, toMuhurError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';
import { readHealth } from '../../../portal/contract/testSuite.ts';
import type { Action, ActionProblem, Draft } from '../protocol/messages.ts';
import type { CertificateState, PageState, RestorePoint } from '../protocol/screens.ts';
import { destinationOf, isBehindSignIn, isOfServer } from './destination.ts';
import { keepDraft, noteForm } from './draft.ts';
import { FlowState } from './flowState.ts';
import { perform } from './perform.ts';
import { openPoint } from './places.ts';
import type { PortalPorts } from './ports.ts';
import { recover } from './recover.ts';
import { hideSecrets } from './secretActions.ts';

/** A clock that differs by more than this was moved on purpose. */
const MOVED_MS = 5000;
/** How often a server that is away is looked for. */
const ASK_MS = 2000;

/**
 * The portal as its user walks it: the screen that is shown, and what each action makes of it. One
 * action at a time; the page only draws. It knows nothing of VS Code.
 */
export class PortalFlow implements Disposable {
  readonly #ports: PortalPorts;
  readonly #log: Log;
  readonly #state: FlowState;
  readonly #emitter: Emitter<PageState>;
  #last: Promise<unknown> = Promise.resolve();
  #hiding: NodeJS.Timeout | undefined;
  #asking: NodeJS.Timeout | undefined;
  /** How often PIN and PUK were hidden. */
  #hides = 0;
  #disposed = false;

  constructor(ports: PortalPorts, log: Log) {
    this.#ports = ports;
    this.#log = log;
    this.#state = new FlowState(ports);
    this.#emitter = new Emitter((error) => log.error(String(error)));
  }

  get page(): PageState {
    return this.#state.page;
  }

  get onDidChange(): (listener: (page: PageState) => void) => Disposable {
    return this.#emitter.on;
  }

  /** Goes where a window was before it was reloaded, or where a command wants to be. */
  restore(point: RestorePoint): Promise<ActionProblem | null> {
    return this.#enqueue(() => openPoint(this.#state, point), point);
  }

  /** Does what the page asks. @returns the reason in words why it did not work, if it did not. */
  act(action: Action): Promise<ActionProblem | null> {
    // PIN and PUK do not wait until a dialog is closed.
    if (action.kind === 'hide-secrets') {
      this.#hide();
      return Promise.resolve(null);
    }
    const hides = this.#hides;
    const whileItLasts = {
      draw: () => this.#emitter.fire(this.page),
      isHidden: () => this.#hides !== hides,
    };
    return this.#enqueue(() => perform(this.#state, action, whileItLasts), destinationOf(action));
  }

  /** What is typed and not sent yet is there again when the screen is. */
  keep(draft: Draft): void {
    keepDraft(this.#state, draft);
  }

  /** States of certificates as the session saw them last; none before a sign-in. */
  get knownStates(): ReadonlyMap<string, CertificateState> {
    return this.#state.certificateStates;
  }

  /** A real card is in the reader: nothing is asked of it, nor of the server. */
  explainRealCard(reader: string, family: string): Promise<ActionProblem | null> {
    return this.#enqueue(() => {
      this.#state.screen = { kind: 'real-card', reader, family };
      return Promise.resolve();
    });
  }

  /** The server at that address went away while nobody asked anything of it. */
  lost(address: string): Promise<ActionProblem | null> {
    return this.#enqueue(() => {
      if (!isOfServer(this.#state.screen.kind)) return Promise.resolve();
      return Promise.reject(new MuhurError('portal/unreachable', { address }));
    });
  }

  /** The server is another one, or began anew. */
  startOver(): Promise<ActionProblem | null> {
    return this.#enqueue(() => {
      this.#state.forget();
      return Promise.resolve();
    });
  }

  /** The server's clock may have been moved while nobody asked anything of it. */
  followClock(): Promise<void> {
    const done = this.#last.then(() => this.#followClock());
    this.#last = done;
    return done;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#hiding);
    clearTimeout(this.#asking);
    this.#emitter.dispose();
  }

  #enqueue(
    work: () => Promise<void>,
    goal: RestorePoint | null = null,
  ): Promise<ActionProblem | null> {
    const done = this.#last.then(() => this.#attempt(work, goal));
    // Whoever asked hears of a failure; the next one does not.
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #attempt(
    work: () => Promise<void>,
    goal: RestorePoint | null,
  ): Promise<ActionProblem | null> {
    if (this.#disposed) return null;
    const state = this.#state;
    state.notice = null;
    const before = state.restorePoint;
    try {
      await work();
      await this.#readClock();
      if (isBehindSignIn(state.screen.kind) || !isOfServer(state.screen.kind)) {
        state.wanted = null;
        noteForm(state);
      }
      return null;
    } catch (error) {
      const problem = await this.#recover(error, goal ?? before);
      // What did not work is told; the clock is right once it can be read again.
      await this.#readClock().catch(() => undefined);
      return problem;
    } finally {
      this.#shown();
    }
  }

  async #recover(error: unknown, goal: RestorePoint): Promise<ActionProblem | null> {
    if (isMuhurError(error, 'cancelled')) return null;
    const known = toMuhurError(error);
    if (known.code === 'internal') this.#log.error(known.message);
    return recover(this.#state, known, goal);
  }

  /** What follows from the screen that is shown now. */
  #shown(): void {
    if (this.#disposed) return;
    this.#hideInTime();
    this.#askWhileAway();
    this.#emitter.fire(this.page);
  }

  async #readClock(): Promise<void> {
    if (isOfServer(this.#state.screen.kind)) await this.#askTime();
  }

  async #askTime(): Promise<void> {
    const state = this.#state;
    const { now } = await state.call(readHealth, {});
    const ahead = Date.parse(now) - Date.now();
    state.clockAhead = Math.abs(ahead) > MOVED_MS ? ahead : null;
  }

  /** Never starts the server, nor says that it is away: that is told by what needs it. */
  async #followClock(): Promise<void> {
    const before = this.#state.clockAhead ?? 0;
    if (this.#disposed || !(await this.#ports.isReachable())) return;
    await this.#askTime().catch(() => undefined);
    const isMoved = Math.abs((this.#state.clockAhead ?? 0) - before) > MOVED_MS;
    if (isMoved) this.#shown();
  }

  /** Goes on by itself when the server is back. */
  #askWhileAway(): void {
    clearTimeout(this.#asking);
    if (this.#disposed || this.#state.screen.kind !== 'unavailable') return;
    this.#asking = setTimeout(() => {
      void this.#ports.isReachable().then((isBack) => {
        if (this.#state.screen.kind !== 'unavailable') return;
        if (isBack) void this.act({ kind: 'start-simulator' });
        else this.#askWhileAway();
      });
    }, ASK_MS);
  }

  /** PIN and PUK leave the page by themselves. */
  #hideInTime(): void {
    clearTimeout(this.#hiding);
    const { screen } = this.#state;
    if (screen.kind !== 'secrets' || screen.shown === null) return;
    this.#hiding = setTimeout(
      () => this.#hide(),
      Math.max(0, this.#state.shownUntil - performance.now()),
    );
  }

  /** Those that are on their way do not come either. */
  #hide(): void {
    this.#hides++;
    clearTimeout(this.#hiding);
    hideSecrets(this.#state);
    this.#emitter.fire(this.page);
  }
}
