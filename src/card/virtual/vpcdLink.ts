import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createConnection } from 'node:net';
import { MuhurError } from '../../errors.ts';
import type { VirtualCard } from './virtualCard.ts';
import { FrameReader, VPCD, encodeFrame } from './vpcdFrames.ts';

/** Where Debian's vpcd listens for the card of its first reader. */
export const VPCD_DEFAULT = { host: '127.0.0.1', port: 35963 } as const;

/** pcscd asks for the ATR every 400 ms, so three seconds of silence mean that nobody asks. */
const PATIENCE_MS = 3000;

/** A card in a vpcd reader. */
export interface VpcdLink {
  readonly host: string;
  readonly port: number;
  /** Resolves when the card is out of the reader, for whatever reason. Never rejects. */
  readonly closed: Promise<void>;
  /** Takes the card out; resolves when it is. */
  readonly close: () => Promise<void>;
}

/**
 * Puts a card into a vpcd reader: connects by TCP and answers what pcscd asks. The card stays open
 * afterwards. Resolves when pcscd has asked for its ATR for the first time.
 *
 * @throws `vpcd/unreachable` when nothing listens there, `vpcd/occupied` when the connection is
 *   taken but nobody asks for the card, `cancelled`.
 */
export async function linkToVpcd(
  card: VirtualCard,
  where: { readonly host: string; readonly port: number } = VPCD_DEFAULT,
  signal?: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<VpcdLink> {
  const { host, port } = where;
  if (signal?.aborted) throw new MuhurError('cancelled', {});
  const socket = createConnection({ host, port, noDelay: true });
  // The last reason for an error may come when nobody waits any more.
  socket.on('error', () => undefined);
  const abort = () => socket.destroy(new Error('gave up'));
  signal?.addEventListener('abort', abort);
  const stop = setTimeout(abort, patienceMs);
  try {
    await once(socket, 'connect').catch((cause: unknown) => {
      throw new MuhurError('vpcd/unreachable', { host, port }, { cause });
    });
    const link = serve(card, socket);
    const asked = await Promise.race([link.asked, link.closed.then(() => false)]);
    if (!asked) throw new MuhurError('vpcd/occupied', { host, port });
    return { host, port, closed: link.closed, close: link.close };
  } catch (error) {
    socket.destroy();
    throw signal?.aborted ? new MuhurError('cancelled', {}, { cause: error }) : error;
  } finally {
    clearTimeout(stop);
    signal?.removeEventListener('abort', abort);
  }
}

interface Service {
  readonly asked: Promise<true>;
  readonly closed: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Answers one frame after the other, and takes no more from the network than it has answered. */
function serve(card: VirtualCard, socket: Socket): Service {
  let noteAsked: (value: true) => void;
  const asked = new Promise<true>((resolve) => {
    noteAsked = resolve;
  });
  const run = async () => {
    const frames = new FrameReader();
    for await (const chunk of socket) {
      for (const payload of frames.take(chunk as Buffer)) {
        const reply = await respond(card, payload);
        if (reply === null) continue;
        if (!socket.write(encodeFrame(reply))) await drained(socket);
        if (payload.length === 1) noteAsked(true);
      }
    }
  };
  // Whatever ends the connection, for the card it is the reader that was pulled.
  const closed = run()
    .catch(() => undefined)
    .then(() => {
      socket.destroy();
      return card.powerOff();
    });
  const close = () => {
    socket.destroy();
    return closed;
  };
  return { asked, closed, close };
}

function drained(socket: Socket): Promise<unknown> {
  return Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

/** @returns what goes back, or null for a control code that has no reply. */
async function respond(card: VirtualCard, payload: Uint8Array): Promise<Uint8Array | null> {
  if (payload.length !== 1) return payload.length === 0 ? null : card.transmit(payload);
  switch (payload[0]) {
    case VPCD.powerOff:
      await card.powerOff();
      return null;
    case VPCD.powerOn:
      await card.powerOn();
      return null;
    case VPCD.reset:
      await card.reset();
      return null;
    case VPCD.getAtr:
      return card.atr;
    default:
      return null;
  }
}
