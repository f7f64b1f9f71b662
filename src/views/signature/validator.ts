import { Worker } from 'node:worker_threads';
import type { SignInput } from '../../card/card.ts';
import { fromWire, toWire } from '../../card/process/wireError.ts';
import type { Disposable } from '../../disposable.ts';
import { MuhurError, toMuhurError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { FetchError } from '../../pki/fetching.ts';
import type { Fetcher } from '../../pki/fetching.ts';
import type { Fetched, FromWorker, Job, Jobs, Signed, ToWorker } from './worker/messages.ts';

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

/** Who signs for a job that signs: the host has the key, or the card. */
export interface Partner {
  sign(input: SignInput): Promise<Uint8Array>;
  /** So many documents are done. */
  onProgress(count: number): void;
}

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: MuhurError) => void;
  readonly partner: Partner | undefined;
}

/**
 * Has signatures validated and made in a thread of its own: started when it is needed, kept for a
 * while, ended when somebody cancels. One job at a time, in the order in which they came.
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
  run<K extends Exclude<keyof Jobs, 'sign'>>(
    job: Jobs[K]['job'],
    callOff: CallOff,
  ): Promise<Jobs[K]['answer']> {
    return this.#inTurn(() => this.#run(job, callOff));
  }

  /** Like `run`; but who calls it off waits for what is being written. */
  sign(
    job: Jobs['sign']['job'],
    callOff: CallOff,
    partner: Partner,
  ): Promise<Jobs['sign']['answer']> {
    return this.#inTurn(() => this.#run(job, callOff, partner));
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const ours = this.#queue.then(task);
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

  async #run<T>(job: Job, callOff: CallOff, partner?: Partner): Promise<T> {
    if (this.#disposed || callOff.isCancellationRequested) throw new MuhurError('cancelled', {});
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const listening = callOff.onCancellationRequested(() => {
      if (partner === undefined) this.#end(new MuhurError('cancelled', {}));
      else worker.postMessage({ type: 'stop' } satisfies ToWorker);
    });
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#pending = { resolve, reject, partner };
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
    if (message.type === 'sign') {
      void signedBy(pending?.partner, message).then((answer) => worker.postMessage(answer));
      return;
    }
    if (message.type === 'progress') {
      pending?.partner?.onProgress(message.count);
      return;
    }
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

async function signedBy(
  partner: Partner | undefined,
  { number, input }: Extract<FromWorker, { type: 'sign' }>,
): Promise<ToWorker> {
  try {
    if (partner === undefined) throw new MuhurError('cancelled', {});
    // A copy of its own: what lies beside it in memory is nobody's business.
    const signed: Signed = { value: Uint8Array.from(await partner.sign(input)) };
    return { type: 'signed', number, ...signed };
  } catch (error) {
    return { type: 'signed', number, error: toWire(toMuhurError(error)) };
  }
}
