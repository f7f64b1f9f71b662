import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { isMuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import type { Callers } from './api.ts';
import { HEADERS, createApi } from './api.ts';
import { Gate } from './gate.ts';
import type { BoundRoute } from './handlers.ts';
import { portalFault } from './portalFault.ts';
import { PkiEndpoints } from './pkiEndpoints.ts';
import { headersOf, languageOf, problemOf } from './problems.ts';
import { checkHost } from './request.ts';

/** A client that is slower than this is no client of this machine. */
export const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
  maxConnections: 1024,
} as const;

/** The server of the portal and its authorities, not listening yet. */
export function createHttpServer(
  simulator: Simulator,
  routes: readonly BoundRoute[],
  limits: Readonly<Record<keyof typeof LIMITS, number>> = LIMITS,
): Server {
  const callers: Callers = new WeakMap();
  const app = createApi(simulator, routes, new Gate(simulator), callers);
  const api = getRequestListener((web, env) => app.fetch(web, env));
  const pki = new PkiEndpoints(simulator);
  const server = createServer(limits, (request, response) => {
    const started = performance.now();
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const service = pki.serviceOf(path);
    response.once('close', () => {
      simulator.journal.add({
        at: simulator.clock.stamp(),
        service: service ?? (path.startsWith('/test/') ? 'test' : 'portal'),
        method: request.method ?? '',
        path: path.slice(0, 300),
        status: response.writableFinished ? response.statusCode : null,
        milliseconds: Math.round((performance.now() - started) * 1000) / 1000,
        vkn: callers.get(request) ?? null,
      });
    });
    serve().catch((error: unknown) => {
      refuse(error, request, response, simulator);
    });

    async function serve(): Promise<void> {
      checkHost(request, simulator.baseUrl);
      if (service !== null) return pki.answer(service, path, request, response);
      if (!path.startsWith('/portal/') || !(await portalFault(simulator, request, response))) {
        await api(request, response);
      }
    }
  });
  server.maxConnections = limits.maxConnections;
  return server;
}

/** For what goes wrong before or beside the API. */
function refuse(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  { log }: Simulator,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const problem = problemOf(error, languageOf(request.headers['accept-language']));
  if (problem.status >= 500 && problem.code !== 'portal/down') {
    log(isMuhurError(error) ? error.message : String(error));
  }
  response
    .writeHead(problem.status, {
      ...HEADERS,
      ...headersOf(problem),
      Connection: 'close',
    })
    .end(JSON.stringify(problem));
}
