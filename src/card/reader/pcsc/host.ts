/**
 * The process that talks to PC/SC. It exists because the native calls may block or never return: a
 * mute card, a stopped service. Here that costs a thread of this process; the program that started
 * it goes on, and ends it when nothing else helps.
 */
import { isDeepStrictEqual } from 'node:util';
import { MuhurError, toMuhurError } from '../../../errors.ts';
import { TaskQueue } from '../../taskQueue.ts';
import {
  connect,
  establishContext,
  listReaders,
  loadPcsc,
  serviceAnswers,
  waitForChange,
} from './binding.ts';
import type { ListedReader, Pcsc, PcscConnection, PcscContext } from './binding.ts';
import { serve, tell } from '../../process/serve.ts';
import { toWire } from '../../process/wireError.ts';
import type { PcscOperations, WireStatus } from './protocol.ts';

/** How soon a service that is not there is looked for again: PC/SC cannot notify of itself. */
const SERVICE_RETRY_MS = 300;
/** A reader that came between listing and waiting would be missed; look again once, this late. */
const RECHECK_MS = 20;

interface OpenConnection {
  readonly connection: PcscConnection;
  readonly reader: string;
  /** Commands may be sent without waiting for answers; the card gets them in that order. */
  readonly commands: TaskQueue;
}

const connections = new Map<number, OpenConnection>();
let nextHandle = 1;
let watching = false;
let lastReported: WireStatus | null = null;

/** Readers that a connection of ours makes busy; counted, since there may be several. */
const ours = {
  counts: new Map<string, number>(),
  add(reader: string, change: 1 | -1): void {
    const count = (this.counts.get(reader) ?? 0) + change;
    if (count > 0) this.counts.set(reader, count);
    else this.counts.delete(reader);
  },
  readers(): ReadonlySet<string> {
    return new Set(this.counts.keys());
  },
};

function report(readers: readonly ListedReader[], problem: MuhurError | null): void {
  const status: WireStatus = {
    readers: readers.map((reader) => reader.status),
    problem: problem === null ? null : toWire(problem),
  };
  if (isDeepStrictEqual(status, lastReported)) return;
  lastReported = status;
  tell(status);
}

async function watch(): Promise<void> {
  const pcsc = await loadPcsc();
  for (;;) {
    try {
      await watchService(pcsc);
    } catch (error) {
      const lost = !serviceAnswers(pcsc);
      report([], lost ? new MuhurError('reader/no-service', {}) : toMuhurError(error));
      await new Promise((resolve) => setTimeout(resolve, SERVICE_RETRY_MS));
    }
  }
}

/** Reports every change until the service is gone. */
async function watchService(pcsc: Pcsc): Promise<never> {
  const context = establishContext(pcsc);
  try {
    for (;;) {
      const readers = listReaders(context, pcsc, ours.readers());
      report(readers, null);
      const recheck = setTimeout(() => {
        cancelWhenStale(pcsc, context, readers);
      }, RECHECK_MS);
      await waitForChange(context, readers).finally(() => {
        clearTimeout(recheck);
      });
    }
  } finally {
    context.close();
  }
}

function cancelWhenStale(pcsc: Pcsc, waiting: PcscContext, known: readonly ListedReader[]): void {
  try {
    const now = establishContext(pcsc);
    const readers = listReaders(now, pcsc, ours.readers());
    now.close();
    if (!isDeepStrictEqual(readers, known)) waiting.cancel();
  } catch {
    // The service went away; the wait itself ends with that error.
  }
}

serve<PcscOperations>({
  async watch() {
    await loadPcsc();
    if (!watching) {
      watching = true;
      void watch();
    } else if (lastReported !== null) {
      tell(lastReported);
    }
    return null;
  },

  async list() {
    const pcsc = await loadPcsc();
    const context = establishContext(pcsc);
    try {
      const readers = listReaders(context, pcsc, ours.readers());
      return { readers: readers.map(({ status }) => status), problem: null };
    } finally {
      context.close();
    }
  },

  async connect({ reader, mode }) {
    const pcsc = await loadPcsc();
    ours.add(reader, 1);
    try {
      const connection = await connect(pcsc, reader, mode);
      const handle = nextHandle++;
      connections.set(handle, { connection, reader, commands: new TaskQueue() });
      return { handle, atr: connection.atr };
    } catch (error) {
      ours.add(reader, -1);
      throw error;
    }
  },

  async transmit({ handle, command }) {
    const { connection, commands } = connectionOf(handle);
    try {
      return await commands.run(() => connection.transmit(command));
    } finally {
      command.fill(0);
    }
  },

  async disconnect({ handle, disposition }) {
    const { connection, commands, reader } = connectionOf(handle);
    connections.delete(handle);
    await commands.run(() => {
      connection.disconnect(disposition);
      return Promise.resolve();
    });
    ours.add(reader, -1);
    return null;
  },
});

function connectionOf(handle: number): OpenConnection {
  const open = connections.get(handle);
  if (open === undefined) throw new MuhurError('internal', { reason: 'unknown connection' });
  return open;
}
