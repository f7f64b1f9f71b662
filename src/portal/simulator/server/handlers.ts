import type { Route, RouteAnswer, RouteRequest } from '../../contract/route.ts';
import type { Simulator } from '../simulator.ts';

/** Whose session a request came with. */
export interface SessionInfo {
  readonly tokenHash: string;
  readonly vkn: string;
  readonly tradeName: string;
  readonly signedInWith: 'password' | 'e-signature';
  readonly signatory: { readonly tckn: string; readonly name: string } | null;
  readonly expiresAt: string;
}

/** What a handler knows besides the request. */
export interface HandlerContext {
  readonly simulator: Simulator;
  /** Ends when the caller goes away or the simulator stops. */
  readonly signal: AbortSignal;
}

/** A context that surely has a session: what handlers of `session` routes get. */
export interface SessionContext extends HandlerContext {
  readonly session: SessionInfo;
}

type ContextOf<R extends Route> = R extends { readonly access: 'session' }
  ? SessionContext
  : HandlerContext;

export type Handler<R extends Route> = (
  request: RouteRequest<R>,
  context: ContextOf<R>,
) => RouteAnswer<R> | Promise<RouteAnswer<R>>;

/** A route with what it does. */
export interface BoundRoute {
  readonly route: Route;
  readonly handle: (request: RouteRequest<Route>, context: SessionContext) => unknown;
}

/** Ties an operation to what it does; both sides have to fit. */
export function bind<R extends Route>(route: R, handle: Handler<R>): BoundRoute {
  // The server parses by the route before it calls, and gives a session where the route wants one.
  return { route, handle: handle };
}
