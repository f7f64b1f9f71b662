import { MuhurError } from '../../../errors.ts';
import type { CallOptions } from '../../../portal/client.ts';
import type { Route, RouteAnswer, RouteInput } from '../../../portal/contract/route.ts';
import type { CertificateState, PageState, RestorePoint, Screen } from '../protocol/screens.ts';
import type { PortalConnection, PortalPorts } from './ports.ts';

/** What the flow knows between two actions. No secret but those of the screen that shows them. */
export class FlowState {
  readonly ports: PortalPorts;
  screen: Screen;
  session: PageState['session'] = null;
  movedClock: string | null = null;
  notice: string | null = null;
  /** The picture that is shown; each is good for one press. */
  captchaId: string | null = null;
  /** Sign-in, or reset of the security word, that waits for its code. */
  attempt: string | null = null;
  /** By serial number, as the last listing had them. */
  certificateStates: ReadonlyMap<string, CertificateState> = new Map();
  /** When PIN and PUK leave the page; by `performance.now()`. */
  shownUntil = 0;
  /** A signed challenge that only lacks the name of the organisation. */
  signed: { readonly challengeId: string; readonly cms: string } | null = null;
  /** Where somebody wanted to go before they had to sign in. */
  wanted: RestorePoint | null = null;
  #token: string | null = null;

  constructor(ports: PortalPorts) {
    this.ports = ports;
    this.screen = { kind: 'home', system: ports.system };
  }

  get page(): PageState {
    const { session, movedClock, notice } = this;
    return { screen: this.#shownScreen, session, movedClock, notice, restore: this.restorePoint };
  }

  get restorePoint(): RestorePoint {
    const { screen, attempt } = this;
    const resumed = screen.kind === 'unavailable' && this.wanted !== null ? this.wanted : null;
    return resumed ?? { screen: screen.kind, about: subjectOf(screen), attempt };
  }

  /** A state that is sent again counts down from what is left. */
  get #shownScreen(): Screen {
    const { screen } = this;
    if (screen.kind !== 'secrets' || screen.shown === null) return screen;
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

  async signedConnection(): Promise<PortalConnection & { readonly token: string }> {
    this.#token ??= await this.ports.readToken();
    if (this.#token === null) throw new MuhurError('portal/session-ended', {});
    return { ...(await this.ports.connect()), token: this.#token };
  }

  async keepToken(token: string | null): Promise<void> {
    this.#token = token;
    await this.ports.keepToken(token);
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
