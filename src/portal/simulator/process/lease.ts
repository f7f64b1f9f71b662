import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** For a client to say who it is, and for a server to say yes. */
const HANDSHAKE_MS = 3000;
const WELCOME = 'lease\n';

export interface LeaseTimes {
  /** For the first one to come. */
  readonly firstMs: number;
  /** After the last one has gone. */
  readonly graceMs: number;
}

export interface LeaseServer {
  readonly port: number;
  close(): void;
}

/**
 * Counts who still needs this process. A lease is a connection that is held open: the system closes
 * it when either end of it ends, however that ends.
 * @param token what a holder has to say first.
 * @param times null: the process goes on when nobody needs it.
 * @param ended called when nobody needs the process any more.
 */
export async function serveLeases(
  token: string,
  times: LeaseTimes | null,
  ended: () => void,
): Promise<LeaseServer> {
  const holders = new Set<Socket>();
  let timer: NodeJS.Timeout | undefined;
  const endAfter = (ms: number | undefined): void => {
    if (ms !== undefined) timer = setTimeout(ended, ms);
  };
  endAfter(times?.firstMs);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(HANDSHAKE_MS, () => socket.destroy());
    void firstLine(socket, token.length).then((line) => {
      // A lease of a process that is about to end would be none.
      if (!isSame(line, token) || !server.listening) {
        socket.destroy();
        return;
      }
      socket.setTimeout(0);
      clearTimeout(timer);
      holders.add(socket);
      socket.once('close', () => {
        holders.delete(socket);
        clearTimeout(timer);
        if (holders.size === 0 && server.listening) endAfter(times?.graceMs);
      });
      socket.resume();
      socket.write(WELCOME);
    });
  });
  server.maxConnections = 64;
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      clearTimeout(timer);
      server.close();
      for (const socket of holders) socket.destroy();
    },
  };
}

/** A lease that is held until `release`, or until this process ends. */
export interface Lease {
  /** Resolves when it is over, because it was released or because who gave it has ended. */
  readonly ended: Promise<void>;
  release(): void;
}

/** @returns null when there is nobody who gives one. */
export async function takeLease(port: number, token: string): Promise<Lease | null> {
  const socket = connect({ port, host: LOOPBACK });
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  socket.on('error', () => socket.destroy());
  socket.setTimeout(HANDSHAKE_MS, () => socket.destroy());
  socket.write(`${token}\n`);
  const line = await firstLine(socket, WELCOME.length);
  if (line !== WELCOME.trim()) {
    socket.destroy();
    return null;
  }
  socket.setTimeout(0);
  socket.resume();
  // It shall not keep a process alive that has nothing else to do.
  socket.unref();
  return { ended, release: () => socket.destroy() };
}

/** What comes before the first line break; empty when that is too long or never comes. */
function firstLine(socket: Socket, longest: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\n');
      if (end < 0 && text.length <= longest) return;
      socket.off('data', take);
      socket.pause();
      resolve(end < 0 ? '' : text.slice(0, end));
    };
    socket.on('data', take);
    socket.once('close', () => resolve(''));
  });
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
