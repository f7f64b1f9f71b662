import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type * as z from 'zod';
import { MuhurError } from '../../../errors.ts';
import { openApi } from '../../contract/openapi.ts';
import type { Route, RouteRequest } from '../../contract/route.ts';
import type { Simulator } from '../simulator.ts';
import type { Gate } from './gate.ts';
import type { BoundRoute, SessionInfo } from './handlers.ts';
import { headersOf, languageOf, problemOf } from './problems.ts';
import { readBody } from './request.ts';

export interface ApiBindings {
  readonly Bindings: HttpBindings;
}
type ApiContext = Context<ApiBindings>;

/** The organisation in whose session a request came, for the journal. */
export type Callers = WeakMap<IncomingMessage, string>;

/** Larger than a CMS with its certificates, or a snapshot's name. */
const BODY_LIMIT = 1_500_000;

const OPENAPI_PATH = '/portal/v1/openapi.json';

/** What the portal answers is personal, true only now, and no page. */
export const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
} as const;

/** The API as a web-standard application: every bound route, `openapi.json`, problems for the rest. */
export function createApi(
  simulator: Simulator,
  routes: readonly BoundRoute[],
  gate: Gate,
  callers: Callers,
): Hono<ApiBindings> {
  const app = new Hono<ApiBindings>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  for (const bound of routes) {
    const path = bound.route.path.replace(/\{(\w+)\}/g, ':$1');
    app.on(bound.route.method, path, (context) => answer(context, bound));
  }
  // Making it takes long, and anybody may ask.
  let document: string | undefined;
  app.get(OPENAPI_PATH, (context) => {
    gate.admitStranger();
    document ??= JSON.stringify(openApi(simulator.baseUrl));
    return context.body(document, 200, { 'Content-Type': 'application/json' });
  });
  app.notFound((context) => refuse(context, wrongPath(context, routes), simulator));
  app.onError((error, context) => refuse(context, error, simulator));
  return app;

  async function answer(context: ApiContext, { route, handle }: BoundRoute): Promise<Response> {
    const session = gate.admit(route, tokenOf(context));
    if (session !== null) callers.set(context.env.incoming, session.vkn);
    // Of the route's types, because they were parsed by it.
    const request = {
      params: parse(route.params, context.req.param(), 'path'),
      query: parse(route.query, context.req.query(), 'query'),
      body: parse(route.body, route.body && (await jsonBody(context)), 'body'),
    } as RouteRequest<Route>;
    const signal = context.req.raw.signal;
    // A handler that needs a session has a route that demands one.
    const result = await handle(request, { simulator, signal, session: session as SessionInfo });
    if (route.file !== undefined) {
      return context.body(new Uint8Array(result as Uint8Array), 200, {
        'Content-Type': route.file,
      });
    }
    if (route.response === undefined) return context.body(null, 204);
    return context.json(result as object);
  }
}

/** The bearer token (RFC 6750 §2.1); capitals do not matter in the scheme (RFC 9110 §11.1). */
function tokenOf(context: ApiContext): string | null {
  const header = context.req.header('authorization') ?? '';
  return /^Bearer +([\w-]{1,200})$/i.exec(header)?.[1] ?? null;
}

async function jsonBody(context: ApiContext): Promise<unknown> {
  const expected = 'application/json';
  const type = context.req.header('content-type') ?? '';
  // Browsers send any other type across origins without asking first.
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new MuhurError('portal/media-type', { expected });
  }
  const bytes = await readBody(context.env.incoming, BODY_LIMIT);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    const fields = [{ path: 'body', reason: 'no JSON' }];
    throw new MuhurError('portal/input', { fields }, { cause });
  }
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined;
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const fields = error.issues.flatMap((issue) => fieldsOf(issue, where));
  throw new MuhurError('portal/input', { fields: fields.slice(0, 20) });
}

/** What is wrong, and with which field: codes, because messages may repeat what was sent. */
function fieldsOf(issue: z.core.$ZodIssue, where: string): { path: string; reason: string }[] {
  // A schema can name a reason of its own in the place of the message.
  const reason = /^[a-z]+(?:-[a-z]+)+$/.test(issue.message) ? issue.message : issue.code;
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path];
  return paths.map((path) => ({
    path: path.length === 0 ? where : path.map(String).join('.').slice(0, 100),
    reason,
  }));
}

function wrongPath(context: ApiContext, routes: readonly BoundRoute[]): MuhurError {
  const { path } = context.req;
  const methods = routes.filter((r) => matches(r.route.path, path)).map((r) => r.route.method);
  if (path === OPENAPI_PATH) methods.push('GET');
  if (methods.length === 0) return new MuhurError('portal/not-found', { what: 'path' });
  // Whatever is read can be asked for without its body.
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return new MuhurError('portal/method', { allowed: allowed.join(', ') });
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length && parts.every((p, i) => p.startsWith('{') || p === given[i])
  );
}

function refuse(context: ApiContext, error: unknown, { log }: Simulator): Response {
  const problem = problemOf(error, languageOf(context.req.header('accept-language')));
  if (problem.status >= 500 && problem.code !== 'portal/down')
    log(`${problem.code}: ${inside(error)}`);
  return context.body(JSON.stringify(problem), problem.status as 400, headersOf(problem));
}

function inside(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}
