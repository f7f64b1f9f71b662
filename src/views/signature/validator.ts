import { Worker } from 'node:worker_threads';
import { fromWire } from '../../card/process/wireError.ts';
import type { Disposable } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { FetchError } from '../../pki/fetching.ts';
import type { Fetcher } from '../../pki/fetching.ts';
import type { Fetched, FromWorker, Job, Jobs, ToWorker } from './worker/messages.ts';

/** Starting a thread and loading what it runs takes longer than many a validation. */
const IDLE_MS = 60_000;

export interface ValidatorOptions {
  /** The file that the thread runs. */
  readonly program: string;
  readonly fetcher: Fetcher;
  readonly log: Log;
  readonly idleMs?: number;
}

/** What can be called off; a token of VS Code or an AbortSignal stands behind it. */
export interface CallOff {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): Disposable;
}

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: MuhurError) => void;
}

/**
 * Has signatures validated in a thread of its own: started when it is needed, kept for a while, ended
 * when somebody cancels. One job at a time, in the order in which they came.
 */
export class Validator implements Disposable {
  readonly #options: ValidatorOptions;
  #worker: Worker | undefined;
  #pending: Pending | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: ValidatorOptions) {
    this.#options = options;
  }

  /** @throws `cancelled`, `validation/ended`, and what the job itself throws. */
  run<K extends keyof Jobs>(job: Jobs[K]['job'], callOff: CallOff): Promise<Jobs[K]['answer']> {
    const ours = this.#queue.then(() => this.#run<Jobs[K]['answer']>(job, callOff));
    this.#queue = ours.catch(() => undefined);
    return ours;
  }

  /** Is there a thread, at work or at rest? */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  dispose(): void {
    this.#disposed = true;
    this.#end(new MuhurError('cancelled', {}));
  }

  async #run<T>(job: Job, callOff: CallOff): Promise<T> {
    if (this.#disposed || callOff.isCancellationRequested) throw new MuhurError('cancelled', {});
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const listening = callOff.onCancellationRequested(() => {
      this.#end(new MuhurError('cancelled', {}));
    });
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#pending = { resolve, reject };
        worker.postMessage({ type: 'job', job } satisfies ToWorker);
      });
    } finally {
      listening.dispose();
      this.#rest();
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#options.program, { stdin: false, env: {} });
    worker.on('message', (message: FromWorker) => this.#receive(worker, message));
    worker.on('error', (error) => this.#ended(worker, error));
    worker.on('exit', () => this.#ended(worker, undefined));
    // A thread must not keep a program alive that has nothing else to do.
    worker.unref();
    return worker;
  }

  #receive(worker: Worker, message: FromWorker): void {
    if (worker !== this.#worker) return;
    if (message.type === 'fetch') {
      void this.#fetch(message).then((answer) => worker.postMessage(answer));
      return;
    }
    const pending = this.#pending;
    this.#pending = undefined;
    if (message.type === 'done') pending?.resolve(message.answer as never);
    else pending?.reject(fromWire(message.error));
  }

  async #fetch({
    number,
    request: { url, ...rest },
  }: Extract<FromWorker, { type: 'fetch' }>): Promise<ToWorker> {
    const fetched: Fetched = await this.#options.fetcher({ ...rest, url: new URL(url) }).then(
      (answer) => ({ answer }),
      (error: unknown) => ({
        problem: error instanceof FetchError ? error.problem : 'unreachable',
      }),
    );
    return { type: 'fetched', number, ...fetched };
  }

  #ended(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    const reason = error instanceof Error ? error.message : '';
    this.#options.log.error(`the validator ended: ${reason}`);
    this.#end(new MuhurError('validation/ended', { reason }));
  }

  /** Whoever waits is told; the thread is gone whatever it is doing. */
  #end(error: MuhurError): void {
    clearTimeout(this.#idle);
    const [worker, pending] = [this.#worker, this.#pending];
    this.#worker = undefined;
    this.#pending = undefined;
    pending?.reject(error);
    void worker?.terminate();
  }

  #rest(): void {
    if (this.#worker === undefined) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(
      () => this.#end(new MuhurError('cancelled', {})),
      this.#options.idleMs ?? IDLE_MS,
    );
    this.#idle.unref();
  }
}
