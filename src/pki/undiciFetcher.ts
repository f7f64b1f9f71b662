import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import { isLoopback } from '../loopback.ts';
import type { Send } from './boundedFetcher.ts';
import { boundedFetcher, headersOf } from './boundedFetcher.ts';
import type { Fetcher } from './fetching.ts';

/**
 * Fetches by undici on connections of its own, through the proxy that the environment names: for
 * the terminal.
 */
export function undiciFetcher(): Fetcher {
  return boundedFetcher(sendByUndici);
}

/** To this very machine no proxy is asked. */
export const sendByUndici: Send = async (asked, signal) => {
  // Each request has its own limit; undici's are per piece, and whole seconds.
  const limits = { headersTimeout: 0, bodyTimeout: 0, connections: 1 };
  const agent = isLoopback(asked.url) ? new Agent(limits) : new EnvHttpProxyAgent(limits);
  const close = () => agent.destroy();
  try {
    const { statusCode, headers, body } = await request.call(agent, {
      origin: asked.url.origin,
      path: asked.url.pathname + asked.url.search,
      method: asked.method,
      headers: headersOf(asked),
      ...(asked.body !== undefined && { body: Buffer.from(asked.body) }),
      signal,
    });
    const header = (name: string) => [headers[name] ?? []].flat()[0] ?? null;
    return { status: statusCode, header, body: body as AsyncIterable<Uint8Array>, close };
  } catch (error) {
    await close();
    throw error;
  }
};
