import { randomFillSync } from 'node:crypto';
import { connect } from 'node:net';

/**
 * A process that sends requests as fast as they are answered, told over IPC what to send, so that
 * its own work is neither in the server's process nor in the one that measures. It speaks only as
 * much HTTP as these servers need: the same little work for both.
 */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly contentType: string;
  /** Base64. */
  readonly body: string;
  /** So many octets at the end of the body are new in each request. */
  readonly freshOctets: number;
  readonly requests: number;
}

const CONNECTIONS = 8;
/** An answer without a signature is shorter; then nothing would be measured. */
const SHORTEST_ANSWER = 300;

process.on('message', (load: Load) => {
  let left = load.requests;
  const next = () => (left-- > 0 ? requestOf(load) : null);
  Promise.all(Array.from({ length: CONNECTIONS }, () => exchangeAll(load.port, next))).then(
    () => process.send?.({ done: true }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

/** One request after the other on one connection, which is made anew for a server that closes it. */
function exchangeAll(port: number, next: () => Buffer | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let request = next();
    const open = () => {
      if (!request) {
        resolve();
        return;
      }
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let answer = Buffer.alloc(0);
      socket.on('error', reject);
      socket.on('close', open);
      socket.on('data', (chunk) => {
        answer = Buffer.concat([answer, chunk]);
        if (!isWhole(answer)) return;
        if (answer.length < SHORTEST_ANSWER) reject(new Error(answer.toString('latin1')));
        const staysOpen = answer.toString('latin1', 0, 8) === 'HTTP/1.1';
        answer = Buffer.alloc(0);
        request = next();
        if (request && staysOpen) socket.write(request);
        else socket.end();
      });
      socket.write(request);
    };
    open();
  });
}

function requestOf({ path, contentType, body, freshOctets }: Load): Buffer {
  const bytes = Buffer.from(body, 'base64');
  randomFillSync(bytes, bytes.length - freshOctets);
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Content-Type: ${contentType}`,
    `Content-Length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const length = /content-length: *(\d+)/i.exec(
    answer.toString('latin1', 0, Math.max(end, 0)),
  )?.[1];
  return length !== undefined && answer.length >= end + 4 + Number(length);
}
