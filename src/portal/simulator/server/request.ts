import type { IncomingMessage } from 'node:http';
import { MuhurError } from '../../../errors.ts';

/** A request under another host name is a DNS rebinding, or meant for somebody else. */
export function checkHost({ headers }: IncomingMessage, baseUrl: string): void {
  const host = headers.host ?? '';
  if (host !== new URL(baseUrl).host) throw new MuhurError('portal/host-refused', { host });
  // A page of another origin cannot read our answers; it shall not cause anything either.
  const { origin } = headers;
  if (origin !== undefined && origin !== baseUrl) {
    throw new MuhurError('portal/host-refused', { host: origin });
  }
}

/**
 * The whole body, read up to a limit.
 * @throws `portal/too-large` as soon as that is certain.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new MuhurError('portal/too-large', { bytes: limit });
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) throw new MuhurError('portal/too-large', { bytes: limit });
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
