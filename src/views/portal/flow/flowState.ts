import { MuhurError } from '../../../errors.ts';
import type { CallOptions } from '../../../portal/client.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../portal/contract/route.ts';
import type {
  Attempt,
  CertificateState,
  PageState,
  RestorePoint,
  Screen,
} from '../protocol/screens.ts';
import type { Form } from './draft.ts';
import { withDraft } from './draft.ts';
import type { PortalConnection, PortalPorts, SessionToken } from './ports.ts';

/** What the flow knows between two actions. No secret but those of the screen that shows them. */
export class FlowState {
  readonly ports: PortalPorts;
  screen: Screen;
  session: PageState['session'] = null;
  /** How far the server's clock is ahead of this machine's, in ms, when it was moved. */
  clockAhead: number | null = null;
  notice: string | null = null;
  /** The picture that is shown; each is good for one press. */
  captchaId: string | null = null;
  /** The tax number of who is signing in, as it was typed, so that nobody types it twice. */
  vkn = '';
  /** Id of a sign-in, or reset of the security word, that waits for its code. */
  attempt: string | null = null;
  /** By serial number, as the last listing had them. */
  certificateStates: ReadonlyMap<string, CertificateState> = new Map();
  /** When PIN and PUK leave the page; by `performance.now()`. */
  shownUntil = 0;
  /** A signed challenge that only lacks the name of the organisation. */
  signed: { readonly challengeId: string; readonly cms: string } | null = null;
  /** Where somebody wanted to go before they had to sign in. */
  wanted: RestorePoint | null = null;
  /** Where somebody was, or wanted to go, when the server fell silent. */
  interrupted: RestorePoint | null = null;
  /** The form that is shown or was interrupted, with what was typed into it. */
  form: Form | null = null;
  #token: SessionToken | null = null;

  constructor(ports: PortalPorts) {
    this.ports = ports;
    this.screen = { kind: 'home', system: ports.system };
  }

  get page(): PageState {
    const { session, notice } = this;
    const [movedClock, restore] = [this.#movedClock, this.restorePoint];
    return { screen: this.#shownScreen, session, movedClock, notice, restore };
  }

  get restorePoint(): RestorePoint {
    const { screen, attempt, interrupted } = this;
    if (screen.kind === 'unavailable' && interrupted !== null) return interrupted;
    const waiting = attempt === null ? null : attemptAt(screen, attempt);
    return { screen: screen.kind, about: subjectOf(screen), attempt: waiting };
  }

  /** A state that is sent again tells the time of then. */
  get #movedClock(): string | null {
    const { clockAhead } = this;
    return clockAhead === null ? null : new Date(Date.now() + clockAhead).toISOString();
  }

  /** A state that is sent again counts down from what is left. */
  get #shownScreen(): Screen {
    const { screen } = this;
    if (screen.kind !== 'secrets' || screen.shown === null) return withDraft(screen, this);
    const seconds = Math.max(0, Math.ceil((this.shownUntil - performance.now()) / 1000));
    return { ...screen, shown: { ...screen.shown, seconds } };
  }

  /** Calls an operation that needs no session. */
  async call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteAnswer<R>> {
    const { client } = await this.ports.connect();
    return client.call(route, input);
  }

  /** Calls an operation with the session's token. @throws `portal/session-ended` without one. */
  async callSigned<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteAnswer<R>> {
    const { client, token } = await this.signedConnection();
    return client.call(route, input, { token } satisfies CallOptions);
  }

  /** A token is shown to the server that gave it, and to no other. */
  async signedConnection(): Promise<PortalConnection & { readonly token: string }> {
    const kept = await this.readToken();
    // Without a token there is no reason to start the simulator.
    if (kept === null) throw new MuhurError('portal/session-ended', {});
    const connection = await this.ports.connect();
    if (kept.address !== connection.client.baseUrl)
      throw new MuhurError('portal/session-ended', {});
    return { ...connection, token: kept.token };
  }

  async readToken(): Promise<SessionToken | null> {
    this.#token ??= await this.ports.readToken();
    return this.#token;
  }

  async keepToken(token: SessionToken): Promise<void> {
    this.#token = token;
    await this.ports.keepToken(token);
  }

  /** The session is over, here in any case. */
  async endSession(): Promise<void> {
    this.#token = null;
    this.session = null;
    await this.ports.keepToken(null);
  }

  /** Another server, or another past of the same one: what was known of it does not hold. */
  forget(): void {
    this.#token = null;
    this.session = null;
    this.clockAhead = null;
    this.captchaId = null;
    this.vkn = '';
    this.attempt = null;
    this.certificateStates = new Map();
    this.signed = null;
    this.wanted = null;
    this.interrupted = null;
    this.screen = { kind: 'home', system: this.ports.system };
  }
}

function subjectOf(screen: Screen): string | null {
  switch (screen.kind) {
    case 'revoke':
      return screen.certificate.serialNumber;
    case 'renew':
    case 'secrets':
    case 'unlock':
      return screen.card.serial;
    case 'menu':
      return screen.focus;
    default:
      return null;
  }
}

function attemptAt(screen: Screen, id: string): Attempt | null {
  const nothing = { id, maskedPhone: '', expiresAt: null, resendAt: null };
  switch (screen.kind) {
    case 'phone':
      return { ...nothing, maskedPhone: screen.maskedPhone };
    case 'code': {
      const { maskedPhone, expiresAt, resendAt } = screen;
      return { id, maskedPhone, expiresAt, resendAt };
    }
    case 'new-word':
      return { ...nothing, expiresAt: screen.expiresAt };
    default:
      return null;
  }
}
