import type { IncomingMessage, ServerResponse } from 'node:http';
import { MuhurError } from '../../../errors.ts';
import { AUTHORITY_PATHS } from '../authority/addresses.ts';
import { spoiler } from '../authority/faults.ts';
import { decodeOcspPath } from '../authority/ocspPath.ts';
import { refusalOf } from '../authority/timeStampAccount.ts';
import { ISSUERS } from '../authority/types.ts';
import type { AnswerOptions } from '../authority/types.ts';
import type { ServiceName } from '../faults.ts';
import type { Simulator } from '../simulator.ts';
import { readBody } from './request.ts';
import { spoiltAnswer } from './spoiltAnswer.ts';

/** No OCSP request or time-stamp request of an honest client is larger. */
const BODY_LIMIT = 65_536;

interface PkiAnswer {
  readonly type: string;
  readonly body: Uint8Array;
}

type PkiEndpoint = (request: IncomingMessage, options: AnswerOptions) => Promise<PkiAnswer>;

/**
 * OCSP, CRL, time stamps and issuers over HTTP (RFC 6960 appendix A, RFC 3161 §3.4, RFC 5280
 * §4.2.1.13 and §4.2.2.1). They answer thousands of requests a second, so they do not pass the API.
 */
export class PkiEndpoints {
  readonly #simulator: Simulator;
  readonly #files = new Map<string, { service: ServiceName; endpoint: PkiEndpoint }>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    const { authority } = simulator;
    for (const issuer of ISSUERS) {
      this.#files.set(AUTHORITY_PATHS.crl(issuer), {
        service: 'crl',
        endpoint: async (_, options) => ({
          type: 'application/pkix-crl',
          body: await authority.crlOf(issuer, options),
        }),
      });
      this.#files.set(AUTHORITY_PATHS.certificate(issuer), {
        service: 'issuers',
        // A certificate ends with its signature.
        endpoint: (_, { fault }) =>
          Promise.resolve({
            type: 'application/pkix-cert',
            body: spoiler(fault)(authority.certificates[issuer]),
          }),
      });
    }
  }

  /** Which service a path belongs to; null when it is none of these. */
  serviceOf(path: string): ServiceName | null {
    if (path === AUTHORITY_PATHS.ocsp || path.startsWith(`${AUTHORITY_PATHS.ocsp}/`)) return 'ocsp';
    if (path === AUTHORITY_PATHS.timeStamp) return 'tsa';
    return this.#files.get(path)?.service ?? null;
  }

  /** Answers, with the fault that a test suite ordered. @throws `portal/…` for wrong requests. */
  async answer(
    service: ServiceName,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.#simulator.faults.take(service);
    if (fault?.kind === 'down') {
      request.socket.destroy();
      return;
    }
    if (await spoiltAnswer(fault, request, response)) return;
    const now = this.#simulator.clock.now();
    const { type, body } = await this.#endpoint(service, path)(
      request,
      fault?.kind === 'wrong-signature' || fault?.kind === 'stale'
        ? { now, fault: fault.kind }
        : { now },
    );
    response
      .writeHead(200, { 'Content-Type': type, 'Content-Length': body.length })
      .end(request.method === 'HEAD' ? undefined : body);
  }

  #endpoint(service: ServiceName, path: string): PkiEndpoint {
    if (service === 'ocsp') return (request, options) => this.#ocsp(path, request, options);
    if (service === 'tsa') return (request, options) => this.#timeStamp(request, options);
    const { endpoint } = this.#files.get(path) ?? {};
    if (endpoint === undefined) throw new MuhurError('portal/not-found', { what: 'path' });
    return (request, options) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        throw new MuhurError('portal/method', { allowed: 'GET, HEAD' });
      }
      return endpoint(request, options);
    };
  }

  async #ocsp(path: string, request: IncomingMessage, options: AnswerOptions): Promise<PkiAnswer> {
    const { authority } = this.#simulator;
    const bytes = await this.#ocspRequest(path, request);
    return {
      type: 'application/ocsp-response',
      body: await authority.answerOcsp(bytes, options),
    };
  }

  #ocspRequest(path: string, request: IncomingMessage): Promise<Uint8Array> {
    if (request.method === 'POST') return bodyOf(request, 'application/ocsp-request');
    if (request.method !== 'GET') throw new MuhurError('portal/method', { allowed: 'GET, POST' });
    return Promise.resolve(decodeOcspPath(path.slice(AUTHORITY_PATHS.ocsp.length + 1)));
  }

  async #timeStamp(request: IncomingMessage, options: AnswerOptions): Promise<PkiAnswer> {
    if (request.method !== 'POST') throw new MuhurError('portal/method', { allowed: 'POST' });
    const bytes = await bodyOf(request, 'application/timestamp-query');
    const { identity } = request.headers;
    const refusal = typeof identity === 'string' ? await refusalOf(identity, bytes) : null;
    // As Kamu SM refuses: in plain text, as if all were well.
    if (refusal !== null) return { type: 'text/plain; charset=utf-8', body: Buffer.from(refusal) };
    return {
      type: 'application/timestamp-reply',
      body: await this.#simulator.authority.answerTimeStamp(bytes, options),
    };
  }
}

async function bodyOf(request: IncomingMessage, expected: string): Promise<Uint8Array> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== expected) throw new MuhurError('portal/media-type', { expected });
  return readBody(request, BODY_LIMIT);
}
