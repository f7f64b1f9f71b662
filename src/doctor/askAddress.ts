import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import { isLoopback } from '../loopback.ts';
import type { HttpAnswer } from './machine.ts';

/** Headers are all that is wanted, so nothing long is waited for or kept. */
const LARGEST_ANSWER = 64 * 1024;

/**
 * Asks an http(s) address by HEAD, on a connection of its own; a redirection is an answer and not
 * followed. The proxy that the environment names is used, but never for this very machine. Rejects
 * when nobody answers before the signal.
 */
export async function askAddress(url: URL, signal: AbortSignal): Promise<HttpAnswer> {
  const limits = { maxResponseSize: LARGEST_ANSWER, connections: 1 };
  const agent = isLoopback(url) ? new Agent(limits) : new EnvHttpProxyAgent(limits);
  try {
    const { statusCode, headers, body } = await request.call(agent, {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'HEAD',
      signal,
    });
    await body.dump();
    return { status: statusCode, date: dateOf(headers['date'], headers['age']) };
  } finally {
    await agent.destroy();
  }
}

type Header = string | string[] | undefined;

/** When the answer was made, and how long a cache has kept it (RFC 9111 §5.1). */
function dateOf(date: Header, age: Header): Date | null {
  const made = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(made)) return null;
  const kept = typeof age === 'string' && /^\d{1,9}$/.test(age) ? Number(age) : 0;
  return new Date(made + kept * 1000);
}
