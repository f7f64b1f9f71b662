import type * as z from 'zod';
import type { ErrorCode } from '../../errors.ts';

/** Who may call: anybody on this machine, a signed-in organisation, or a test suite. */
export type RouteAccess = 'open' | 'session' | 'test';

/**
 * One operation of the portal, said once: the server validates with it, the client calls by it, and
 * `openapi.json` is made of it.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the address of the server; parameters in braces, as in OpenAPI. */
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  readonly summary: string;
  readonly params?: z.ZodType;
  /** A strict object, as the body: whoever mistypes a name shall hear of it. */
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Left out: the answer is 204 without content. */
  readonly response?: z.ZodType;
  /** The answer is a file of this media type instead of JSON; `response` is left out then. */
  readonly file?: string;
  /** Codes of the problems that this operation is known for, besides those that any can have. */
  readonly problems?: readonly PortalErrorCode[];
}

type PortalErrorCode = Extract<ErrorCode, `portal/${string}`>;

/** Checks a route against the interface and keeps its exact type. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Parsed<R extends Route, K extends 'params' | 'query' | 'body'> =
  R extends Readonly<Record<K, infer S extends z.ZodType>> ? z.output<S> : undefined;

/** What a handler is given, parsed. */
export interface RouteRequest<R extends Route> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
}

/** What a caller gives; nothing for what the route does not take. */
export type RouteInput<R extends Route> = (R extends { readonly params: infer P extends z.ZodType }
  ? { readonly params: z.input<P> }
  : object) &
  (R extends { readonly query: infer Q extends z.ZodType }
    ? { readonly query?: z.input<Q> }
    : object) &
  (R extends { readonly body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : object);

/** What the operation answers; bytes for a file, undefined for 204. */
export type RouteAnswer<R extends Route> = R extends {
  readonly response: infer A extends z.ZodType;
}
  ? z.output<A>
  : R extends { readonly file: string }
    ? Uint8Array
    : undefined;
