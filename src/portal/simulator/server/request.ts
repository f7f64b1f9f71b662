import type { IncomingMessage } from 'node:http';
import { MuhurError, isMuhurError } from '../../../errors.ts';

/**
 * A request under another host name is a DNS rebinding, or meant for somebody else. The port may be
 * left out, and without HTTP/1.1 the whole header: openssl asks so, and no browser does.
 */
export function checkHost(request: IncomingMessage, baseUrl: string): void {
  const { host: ownHost, hostname } = new URL(baseUrl);
  const { headers, httpVersion } = request;
  const host = hostOf(request) ?? (httpVersion === '1.0' ? hostname : '');
  if (host !== ownHost && host !== hostname) throw new MuhurError('portal/host-refused', { host });
  // A page of another origin cannot read our answers; it shall not cause anything either.
  const { origin } = headers;
  if (origin !== undefined && origin !== baseUrl) {
    throw new MuhurError('portal/host-refused', { host: origin });
  }
}

/** A target with a host of its own outdoes the header (RFC 9112 §3.2.2); two headers are none. */
function hostOf({ url = '', headersDistinct }: IncomingMessage): string | undefined {
  if (!url.startsWith('/')) return URL.parse(url)?.host ?? '';
  return headersDistinct['host']?.join(', ');
}

/**
 * The whole body, read up to a limit.
 * @throws `portal/too-large` as soon as that is certain; `cancelled` when the caller goes away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new MuhurError('portal/too-large', { bytes: limit });
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > limit) throw new MuhurError('portal/too-large', { bytes: limit });
      parts.push(part);
    }
  } catch (cause) {
    if (isMuhurError(cause) || !request.errored) throw cause;
    throw new MuhurError('cancelled', {}, { cause });
  }
  return new Uint8Array(Buffer.concat(parts));
}
