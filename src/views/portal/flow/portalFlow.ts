import { Emitter } from '../../../disposable.ts';
import type { Disposable } from '../../../disposable.ts';
import { MuhurError, isMuhurError, toMuhurError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';
import { readHealth } from '../../../portal/contract/testSuite.ts';
import { explain } from '../../../text/errors.ts';
import type { Action, ActionProblem } from '../protocol/messages.ts';
import type { CertificateState, PageState, RestorePoint } from '../protocol/screens.ts';
import { actionProblem } from './actionProblem.ts';
import { FlowState } from './flowState.ts';
import * as menu from './menuActions.ts';
import { go, openPoint } from './places.ts';
import type { PortalPorts } from './ports.ts';
import * as secrets from './secretActions.ts';
import * as signIn from './signInActions.ts';

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
    return this.#enqueue(() => openPoint(this.#state, point));
  }

  /** Does what the page asks. @returns the reason in words why it did not work, if it did not. */
  act(action: Action): Promise<ActionProblem | null> {
    return this.#enqueue(() => this.#perform(action));
  }

  /** States of certificates as the session saw them last; none before a sign-in. */
  get knownStates(): ReadonlyMap<string, CertificateState> {
    return this.#state.certificateStates;
  }

  /** A real card is in the reader: nothing is asked of it, nor of the server. */
  explainRealCard(reader: string, family: string): void {
    this.#state.screen = { kind: 'real-card', reader, family };
    this.#emitter.fire(this.page);
  }

  /** The server went away while nobody asked anything of it. */
  lost(): void {
    const address = '';
    void this.#enqueue(() => Promise.reject(new MuhurError('portal/unreachable', { address })));
  }

  dispose(): void {
    clearTimeout(this.#hiding);
    clearTimeout(this.#asking);
    this.#emitter.dispose();
  }

  #enqueue(work: () => Promise<void>): Promise<ActionProblem | null> {
    const done = this.#last.then(() => this.#attempt(work));
    this.#last = done;
    return done;
  }

  async #attempt(work: () => Promise<void>): Promise<ActionProblem | null> {
    const state = this.#state;
    state.notice = null;
    const before = state.restorePoint;
    try {
      await work();
      await this.#readClock();
      return null;
    } catch (error) {
      if (isMuhurError(error, 'cancelled')) return null;
      return await this.#fail(toMuhurError(error), before);
    } finally {
      this.#hideInTime();
      this.#askWhileAway();
      this.#emitter.fire(this.page);
    }
  }

  async #fail(error: MuhurError, before: RestorePoint): Promise<ActionProblem | null> {
    const state = this.#state;
    if (error.code === 'internal') this.#log.error(error.message);
    if (isUnavailable(error)) {
      await this.#ports.dropConnection();
      state.wanted ??= before;
      const { what, advice } = explain(error);
      state.screen = { kind: 'unavailable', what, advice, mayStart: true };
      return null;
    }
    if (isMuhurError(error, 'portal/session-ended')) {
      await state.keepToken(null);
      state.session = null;
      state.wanted = before;
      state.screen = { kind: 'verification' };
      this.#ports.changed();
    }
    if (isMuhurError(error, 'portal/sign-in-expired')) {
      state.attempt = null;
      await signIn.openPassword(state).catch(() => undefined);
    }
    if (isMuhurError(error, 'portal/real-card') && state.screen.kind === 'unlock') {
      const { reader } = state.screen.card;
      state.screen = { kind: 'real-card', reader: reader ?? '', family: error.data.family };
    }
    return actionProblem(error);
  }

  async #perform(action: Action): Promise<void> {
    const state = this.#state;
    switch (action.kind) {
      case 'go':
        return go(state, action.to);
      case 'open-official':
        return this.#ports.openOfficial(action.page);
      case 'start-simulator':
        return openPoint(state, state.wanted ?? state.restorePoint);
      case 'show-phone':
        return this.#ports.showPhone();
      case 'new-picture':
        return signIn.renewPicture(state);
      case 'tell-picture':
        return signIn.tellPicture(state);
      case 'sign-in':
        return signIn.signIn(state, action);
      case 'send-code':
        return signIn.sendCode(state);
      case 'enter-code':
        await signIn.enterCode(state, action.code);
        return this.#afterSignIn();
      case 'sign-in-with-card':
        await signIn.signInWithCard(state, action.card, action.vkn);
        return state.session === null ? undefined : this.#afterSignIn();
      case 'forgot-word':
        return signIn.forgetWord(state, action);
      case 'renew-word':
        return signIn.renewWord(state, action);
      case 'sign-out':
        return signIn.signOut(state);
      case 'activate':
        return menu.activate(state, action.certificate);
      case 'suspend':
        return menu.suspend(state, action.certificate);
      case 'ask-revoke':
        return menu.openRevoke(state, action.certificate);
      case 'revoke':
        return menu.revoke(state, action);
      case 'ask-renew':
        return menu.openRenew(state, action.card);
      case 'renew':
        return menu.renew(state, action.card);
      case 'save-details':
        return menu.saveDetails(state, action);
      case 'open-unlock':
        return menu.openUnlock(state, action.card);
      case 'unlock':
        return menu.unlock(state, () => this.#emitter.fire(this.page));
      case 'open-secrets':
        return secrets.openSecrets(state, action.card);
      case 'show-secrets':
        return secrets.showSecrets(state);
      case 'hide-secrets':
        secrets.hideSecrets(state);
        return;
      case 'save-secrets':
        return secrets.saveSecrets(state);
      case 'print-secrets':
        return secrets.printSecrets(state);
      case 'delete-secrets':
        return secrets.deleteSecrets(state);
    }
  }

  /** Where the user wanted to go before they had to sign in; else the menu. */
  async #afterSignIn(): Promise<void> {
    const { wanted, notice } = this.#state;
    await openPoint(this.#state, wanted ?? { screen: 'menu', about: null, attempt: null });
    this.#state.notice = notice;
  }

  async #readClock(): Promise<void> {
    const { screen } = this.#state;
    if (screen.kind === 'home' || screen.kind === 'online-services') return;
    const { now } = await this.#state.call(readHealth, {});
    const isMoved = Math.abs(Date.parse(now) - Date.now()) > MOVED_MS;
    this.#state.movedClock = isMoved ? now : null;
  }

  /** Goes on by itself when the server is back. */
  #askWhileAway(): void {
    clearTimeout(this.#asking);
    if (this.#state.screen.kind !== 'unavailable') return;
    this.#asking = setTimeout(() => {
      void this.#ports.isReachable().then((isBack) => {
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
      () => void this.act({ kind: 'hide-secrets' }),
      Math.max(0, this.#state.shownUntil - performance.now()),
    );
  }
}

function isUnavailable(error: MuhurError): boolean {
  return (
    error.code === 'portal/unreachable' ||
    error.code === 'portal/timeout' ||
    error.code === 'portal/answer' ||
    error.code === 'portal/address-refused' ||
    error.code.startsWith('simulator/')
  );
}
