import type * as z from 'zod';

/** Who may call: anybody on this machine, a signed-in organisation, or a test suite. */
export type RouteAccess = 'open' | 'session' | 'test';

/** A schema that says nothing is sent. */
type Schema = z.ZodType;

/**
 * One operation of the portal, said once: the server validates with it, the client calls by it, and
 * `openapi.json` is made of it.
 */
export interface Route<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | undefined = Schema | undefined,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the address of the server; parameters in braces, as in OpenAPI. */
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Left out: the answer is 204 without content. */
  readonly response?: Response;
  /** The answer is a file of this media type instead of JSON; `response` is left out then. */
  readonly file?: string;
  /** Codes of the problems that this operation is known for, besides those that any can have. */
  readonly problems?: readonly `portal/${string}`[];
}

/** Checks a route against the interface and keeps its exact type. */
export function route<
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Response extends Schema | undefined = undefined,
>(definition: Route<Params, Query, Body, Response>): Route<Params, Query, Body, Response> {
  return definition;
}

type ValueOf<S> = S extends z.ZodType ? z.output<S> : undefined;
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler is given, parsed. */
export interface RouteRequest<R extends Route> {
  readonly params: R extends Route<infer P> ? ValueOf<P> : never;
  readonly query: R extends Route<infer _P, infer Q> ? ValueOf<Q> : never;
  readonly body: R extends Route<infer _P, infer _Q, infer B> ? ValueOf<B> : never;
}

/** What a caller gives; nothing for what the route does not take. */
export type RouteInput<R extends Route> =
  R extends Route<infer P, infer Q, infer B>
    ? (P extends Schema ? { readonly params: InputOf<P> } : object) &
        (Q extends Schema ? { readonly query?: InputOf<Q> } : object) &
        (B extends Schema ? { readonly body: InputOf<B> } : object)
    : never;

/** What the operation answers; bytes for a file, undefined for 204. */
export type RouteAnswer<R extends Route> =
  R extends Route<infer _P, infer _Q, infer _B, infer A>
    ? A extends Schema
      ? z.output<A>
      : R extends { readonly file: string }
        ? Uint8Array
        : undefined
    : never;
