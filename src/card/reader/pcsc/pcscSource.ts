import { Emitter } from '../../../disposable.ts';
import type { Disposable } from '../../../disposable.ts';
import { MuhurError, isMuhurError, toMuhurError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';
import type { CardConnection, ReaderSource, ShareMode, SourceStatus } from '../reader.ts';
import { fromWire } from '../../process/wireError.ts';
import type { PcscProcess } from './pcscProcess.ts';
import { startPcscProcess } from './pcscProcess.ts';
import type { WireStatus } from './protocol.ts';
import { withTimeLimit } from './timeLimit.ts';

/** How long a reader may take, in seconds. */
export interface TimeLimits {
  readonly connect: number;
  readonly transmit: number;
}

/** Power-up takes a second or two on slow cards; an old card may compute for several seconds. */
const PATIENT: TimeLimits = { connect: 10, transmit: 20 };
/** After this pause a PC/SC process that died is started again. */
const RESTART_MS = 200;

/** Readers of the PC/SC service, seen through a process of their own. */
export class PcscSource implements ReaderSource {
  readonly kind = 'pcsc';
  readonly #script: string;
  readonly #log: Log;
  readonly #limits: TimeLimits;
  readonly #emitter: Emitter<SourceStatus>;
  #process: PcscProcess | null = null;
  #status: SourceStatus | null = null;
  #watchers = 0;
  #openConnections = 0;
  /** A call did not return; the process is replaced as soon as no card is being used. */
  #stuck = false;
  #disposed = false;

  /** `script`: the entry point of the PC/SC process. Nothing is started before the first use. */
  constructor(script: string, log: Log, limits: TimeLimits = PATIENT) {
    this.#script = script;
    this.#log = log;
    this.#limits = limits;
    this.#emitter = new Emitter((error) => {
      log.error(`readers: ${String(error)}`);
    });
  }

  watch(listener: (status: SourceStatus) => void): Disposable {
    const subscription = this.#emitter.on(listener);
    this.#watchers++;
    if (this.#status !== null && this.#watchers > 1) listener(this.#status);
    else void this.#watchProcess();
    return {
      dispose: () => {
        this.#watchers--;
        subscription.dispose();
      },
    };
  }

  async list(): Promise<SourceStatus> {
    try {
      return sourceStatus(await this.#running().ask({ op: 'list' }));
    } catch (error) {
      return { readers: [], problem: toMuhurError(error) };
    }
  }

  async connect(reader: string, mode: ShareMode, signal?: AbortSignal): Promise<CardConnection> {
    if (signal?.aborted === true) throw new MuhurError('cancelled', {});
    const pcsc = this.#running();
    const connecting = pcsc.ask({ op: 'connect', reader, mode });
    const { handle, atr } = await this.#limited(connecting, reader, this.#limits.connect);
    this.#openConnections++;
    let usable = true;
    return {
      reader,
      kind: 'pcsc',
      atr,
      transmit: async (command) => {
        const answer = pcsc.ask({ op: 'transmit', handle, command });
        return this.#limited(answer, reader, this.#limits.transmit).catch((error: unknown) => {
          if (isMuhurError(error, 'reader/timeout')) usable = false;
          throw error;
        });
      },
      disconnect: async (disposition) => {
        this.#openConnections--;
        // Asking a process whose call hangs to let go of that card would block it altogether.
        if (usable) await pcsc.ask({ op: 'disconnect', handle, disposition }).catch(() => null);
        this.#replaceWhenStuck();
      },
    };
  }

  dispose(): void {
    this.#disposed = true;
    this.#emitter.dispose();
    this.#process?.kill();
  }

  #running(): PcscProcess {
    if (this.#process !== null && !this.#process.ended) return this.#process;
    const started: PcscProcess = startPcscProcess(
      this.#script,
      (status) => {
        if (started === this.#process) this.#report(sourceStatus(status));
      },
      (reason) => {
        this.#onEnd(started, reason);
      },
    );
    this.#process = started;
    return started;
  }

  async #watchProcess(): Promise<void> {
    try {
      await this.#running().ask({ op: 'watch' });
    } catch (error) {
      this.#report({ readers: [], problem: toMuhurError(error) });
    }
  }

  #report(status: SourceStatus): void {
    this.#status = status;
    this.#emitter.fire(status);
  }

  #onEnd(ended: PcscProcess, reason: string): void {
    if (this.#disposed || ended !== this.#process) return;
    this.#log.warn(`readers: ${reason}; starting it again`);
    this.#process = null;
    if (this.#watchers === 0) return;
    setTimeout(() => {
      if (!this.#disposed) void this.#watchProcess();
    }, RESTART_MS);
  }

  async #limited<T>(call: Promise<T>, reader: string, seconds: number): Promise<T> {
    try {
      return await withTimeLimit(call, seconds, () => {
        return new MuhurError('reader/timeout', { reader, seconds });
      });
    } catch (error) {
      if (isMuhurError(error, 'reader/timeout')) {
        this.#stuck = true;
        this.#replaceWhenStuck();
      }
      throw error;
    }
  }

  #replaceWhenStuck(): void {
    if (!this.#stuck || this.#openConnections > 0) return;
    this.#stuck = false;
    this.#process?.kill();
  }
}

function sourceStatus({ readers, problem }: WireStatus): SourceStatus {
  return { readers, problem: problem === null ? null : fromWire(problem) };
}
