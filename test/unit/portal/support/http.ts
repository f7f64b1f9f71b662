import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface HttpQuestion {
  readonly method?: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request on a connection of its own, with nothing in it that a client library would mend. */
export async function ask(baseUrl: string, question: HttpQuestion): Promise<HttpAnswer> {
  const { method = 'GET', path, token, body } = question;
  const { hostname, port } = new URL(baseUrl);
  const bytes = bytesOf(body);
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    'content-length': bytes.length,
    ...question.headers,
  };
  const sent = request({ hostname, port, method, path, headers, agent: false });
  sent.end(bytes);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.from(body === undefined ? '' : JSON.stringify(body));
}

/** The code of a problem that was answered; null when it is none. */
export function codeOf({ text }: HttpAnswer): string | null {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}

/** A plain connection, for what no client of HTTP would send. */
export class RawConnection {
  readonly socket: Socket;
  /** All that came so far. */
  received = '';
  /** Resolves when the server, or this side, has closed. */
  readonly closed: Promise<void>;

  constructor(baseUrl: string, port = Number(new URL(baseUrl).port)) {
    this.socket = connect({ host: '127.0.0.1', port });
    this.socket.on('data', (part) => {
      this.received += part.toString('latin1');
    });
    // A server that hangs up on what it is sent is what these tests want to see.
    this.socket.on('error', () => this.socket.destroy());
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => resolve());
    });
  }

  send(...parts: readonly (string | Uint8Array)[]): void {
    for (const part of parts) this.socket.write(part);
  }
}

/** Sends bytes as they are. @returns all that was answered until the server closed. */
export async function askRaw(
  baseUrl: string,
  ...parts: readonly (string | Uint8Array)[]
): Promise<string> {
  const connection = new RawConnection(baseUrl);
  connection.send(...parts);
  await connection.closed;
  return connection.received;
}
