import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { MuhurError } from '../../../errors.ts';
import { fromWire } from './protocol.ts';
import type {
  FromPcscProcess,
  PcscAnswers,
  PcscRequest,
  ToPcscProcess,
  WireStatus,
} from './protocol.ts';

interface Pending {
  resolve(answer: PcscAnswers[PcscRequest['op']]): void;
  reject(error: MuhurError): void;
}

/** Threads for calls that wait: one watches, the others each serve a reader. */
const THREADS = 40;

/** One run of the PC/SC process, from start to end. A new run is a new object. */
export class PcscProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #ended = false;

  /** `onEnd` is called once, also when the process was ended by us. */
  constructor(
    script: string,
    onStatus: (status: WireStatus) => void,
    onEnd: (reason: string) => void,
  ) {
    this.#child = fork(script, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: {
        ...process.env,
        ELECTRON_RUN_AS_NODE: '1',
        UV_THREADPOOL_SIZE: String(THREADS),
      },
    });
    const end = (reason: string): void => {
      if (this.#ended) return;
      this.#ended = true;
      const error = new MuhurError('reader/failed', { reader: '', reason });
      for (const pending of this.#pending.values()) pending.reject(error);
      this.#pending.clear();
      onEnd(reason);
    };
    this.#child.on('message', (message: FromPcscProcess) => {
      if ('status' in message) onStatus(message.status);
      else this.#settle(message);
    });
    this.#child.on('error', (error) => {
      end(error.message);
    });
    this.#child.on('exit', (code, signal) => {
      end(`PC/SC process ended (${signal ?? String(code)})`);
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  ask<Op extends PcscRequest['op']>(
    request: Extract<PcscRequest, { op: Op }>,
  ): Promise<PcscAnswers[Op]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new MuhurError('reader/failed', { reader: '', reason: 'PC/SC process ended' }));
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      const message: ToPcscProcess = { ...request, id };
      this.#child.send(message, (error) => {
        if (error === null) return;
        this.#pending.delete(id);
        reject(new MuhurError('reader/failed', { reader: '', reason: error.message }));
      });
    });
  }

  #settle(message: Exclude<FromPcscProcess, { status: WireStatus }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if ('error' in message) pending?.reject(fromWire(message.error));
    else pending?.resolve(message.answer);
  }

  /** Ends the process at once, whatever it waits for. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
