import { isLoopback } from '../loopback.ts';
import type { Send } from './boundedFetcher.ts';
import { boundedFetcher, headersOf } from './boundedFetcher.ts';
import type { Fetcher } from './fetching.ts';

/**
 * Fetches by the `fetch` of the process, which in VS Code's extension host knows the proxy and the
 * certificates of VS Code's settings; never by a proxy from this very machine.
 */
export function globalFetchFetcher(): Fetcher {
  return boundedFetcher((asked, signal) =>
    isLoopback(asked.url) ? sendLocally(asked, signal) : sendByFetch(asked, signal),
  );
}

/** Loaded when it is needed: undici is large. */
const sendLocally: Send = async (asked, signal) => {
  const { sendByUndici } = await import('./undiciFetcher.ts');
  return sendByUndici(asked, signal);
};

const sendByFetch: Send = async (asked, signal) => {
  const { status, headers, body } = await globalThis.fetch(asked.url, {
    method: asked.method,
    headers: headersOf(asked),
    ...(asked.body !== undefined && { body: Uint8Array.from(asked.body) }),
    redirect: 'manual',
    credentials: 'omit',
    signal,
  });
  return {
    status,
    header: (name) => headers.get(name),
    body: body ?? NOTHING,
    // What was read to its end is closed, and cannot be cancelled any more.
    close: () => body?.cancel().catch(() => undefined) ?? Promise.resolve(),
  };
};

const NOTHING: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};
