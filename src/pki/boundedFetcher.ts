import { isLoopback } from '../loopback.ts';
import type { FetchAnswer, FetchRequest, Fetcher } from './fetching.ts';
import { FetchError, isFetchError } from './fetching.ts';

/** An answer whose body has not been read yet. */
export interface OpenAnswer {
  readonly status: number;
  /** By lower-case name. */
  header(name: string): string | null;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection, whether the body was read or not. */
  close(): Promise<void>;
}

/** Sends one request and follows nothing; rejects however it likes. */
export type Send = (request: FetchRequest, signal: AbortSignal) => Promise<OpenAnswer>;

const MOST_REDIRECTS = 3;

/**
 * A fetcher with its limits, over any way to send: http and https only, so many bytes, so many
 * seconds, three redirections, and none from the network to this machine.
 */
export function boundedFetcher(send: Send): Fetcher {
  return async (first) => {
    const signal = AbortSignal.timeout(first.seconds * 1000);
    let request = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await fetchOnce(request, send, signal);
      if (!(answer instanceof URL)) return answer;
      request = redirected(request, answer);
    }
    throw new FetchError('redirects');
  };
}

/** @returns the answer, or where it sends us. */
async function fetchOnce(
  request: FetchRequest,
  send: Send,
  signal: AbortSignal,
): Promise<FetchAnswer | URL> {
  if (!/^https?:$/.test(request.url.protocol)) throw new FetchError('refused');
  let answer: OpenAnswer | null = null;
  try {
    answer = await send(request, signal);
    const { status } = answer;
    const location = REDIRECTS.includes(status) ? answer.header('location') : null;
    if (location !== null) return new URL(location, request.url);
    const contentType = answer.header('content-type') ?? '';
    return { status, contentType, body: await bytesOf(answer, request.mostBytes) };
  } catch (error) {
    if (isFetchError(error)) throw error;
    throw new FetchError(signal.aborted ? 'timeout' : 'unreachable', { cause: error });
  } finally {
    await answer?.close();
  }
}

async function bytesOf({ body }: OpenAnswer, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) throw new FetchError('too-large');
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** See Other would be another question than the one that was asked. */
const REDIRECTS = [301, 302, 307, 308];

/** What was for one server alone, is not told to another. */
function redirected(request: FetchRequest, url: URL): FetchRequest {
  if (isLoopback(url) && !isLoopback(request.url)) throw new FetchError('refused');
  const { headers, ...rest } = request;
  const isSame = url.origin === request.url.origin;
  return { ...rest, url, ...(isSame && headers !== undefined && { headers }) };
}

/** The headers of a request, all of them. */
export function headersOf(request: FetchRequest): Record<string, string> {
  const { accept = '*/*', contentType, headers } = request;
  return {
    accept,
    // Certificates and CRLs are not worth packing; what comes is what is counted.
    'accept-encoding': 'identity',
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...headers,
  };
}
