import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { MuhurError, isMuhurError } from '../errors.ts';
import { errorOfProblem } from './clientProblem.ts';
import type { Route, RouteAnswer, RouteInput } from './contract/route.ts';
import { isKamuSmHost } from './kamuSm.ts';

export interface ClientOptions {
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: string;
  readonly language?: 'en' | 'tr';
  /** From the question to the end of the answer; 15 s unless said otherwise. */
  readonly timeoutSeconds?: number;
}

export interface CallOptions {
  /** Of the session, or of the test suite. */
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** In the place of the client's, for an answer that is waited for. */
  readonly timeoutSeconds?: number;
}

/** Larger than any answer: a snapshot's list, a trust store, a PDF. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

/**
 * Calls a server that speaks the contract, by its routes. It has connections of its own: the
 * process-wide dispatcher of undici, which carries VS Code's proxy, stays untouched.
 */
export class PortalClient {
  readonly baseUrl: string;
  readonly #language: string;
  readonly #seconds: number;
  readonly #agent: Dispatcher;

  /** @throws `portal/address-refused` for Kamu SM's own hosts and for what is no http address. */
  constructor({ baseUrl, language = 'en', timeoutSeconds = 15 }: ClientOptions) {
    this.baseUrl = checkedAddress(baseUrl);
    this.#language = language;
    this.#seconds = timeoutSeconds;
    // Each call has its own limit; undici's are per piece, and whole seconds.
    this.#agent = new Agent({
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: LARGEST_ANSWER,
    });
  }

  /**
   * Calls one operation.
   * @throws the error that the server reported; `portal/unreachable`, `portal/timeout`,
   *   `portal/answer`; `cancelled` after the signal.
   */
  async call<R extends Route>(
    route: R,
    input: RouteInput<R>,
    options: CallOptions = {},
  ): Promise<RouteAnswer<R>> {
    const given: { params?: object; query?: object; body?: unknown } = input;
    const path = pathOf(route, given.params) + queryOf(given.query);
    const { statusCode, bytes, type } = await this.#send(route.method, path, given.body, options);
    if (statusCode >= 400) throw errorOfProblem(bytes, statusCode, this.baseUrl);
    if (route.file !== undefined) {
      if (type !== route.file) throw this.#unexpected(statusCode, type);
      return bytes as RouteAnswer<R>;
    }
    if (route.response === undefined) return undefined as RouteAnswer<R>;
    const { success, data } = route.response.safeParse(this.#json(bytes, statusCode));
    if (!success) throw this.#unexpected(statusCode, 'another shape');
    return data as RouteAnswer<R>;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #send(
    method: Route['method'],
    path: string,
    body: unknown,
    { token, signal, timeoutSeconds: seconds = this.#seconds }: CallOptions,
  ): Promise<{ statusCode: number; bytes: Uint8Array; type: string }> {
    const limit = AbortSignal.timeout(seconds * 1000);
    try {
      signal?.throwIfAborted();
      const response = await request.call(this.#agent, {
        origin: this.baseUrl,
        path,
        method,
        headers: {
          accept: 'application/json',
          'accept-language': this.#language,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      const type = String(response.headers['content-type'] ?? '');
      const bytes = await response.body.bytes();
      return { statusCode: response.statusCode, bytes, type };
    } catch (error) {
      if (isMuhurError(error)) throw error;
      if (signal?.aborted === true) throw new MuhurError('cancelled', {}, { cause: error });
      if (limit.aborted) throw this.#late(seconds, error);
      throw this.#failure(error);
    }
  }

  #late(seconds: number, cause: unknown): MuhurError {
    return new MuhurError('portal/timeout', { address: this.baseUrl, seconds }, { cause });
  }

  #failure(cause: unknown): MuhurError {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return this.#unexpected(200, 'too large');
    return new MuhurError('portal/unreachable', { address: this.baseUrl }, { cause });
  }

  #json(bytes: Uint8Array, status: number): unknown {
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    } catch {
      throw this.#unexpected(status, 'no JSON');
    }
  }

  #unexpected(status: number, reason: string): MuhurError {
    return new MuhurError('portal/answer', { address: this.baseUrl, status, reason });
  }
}

/** Origin of the address, without a path. */
function checkedAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new MuhurError('portal/address-refused', { address, reason: 'not-http' });
  }
  if (isKamuSmHost(url.hostname)) {
    throw new MuhurError('portal/address-refused', { address, reason: 'kamusm' });
  }
  return url.origin;
}

function pathOf(route: Route, params: object | undefined): string {
  const values = new Map(Object.entries(params ?? {}));
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
}

function queryOf(query: object | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}
