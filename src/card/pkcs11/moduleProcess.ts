import { MuhurError } from '../../errors.ts';
import { RequestProcess } from '../process/requestProcess.ts';
import type { Request } from '../process/messages.ts';
import { TaskQueue } from '../taskQueue.ts';
import { checkModule } from './checkModule.ts';
import { CARRIES_PIN } from './protocol.ts';
import type { ModuleOperations } from './protocol.ts';

/** In seconds. A PIN may be typed on the reader, and a slow card takes its time for a key. */
export interface ModuleLimits {
  readonly list: number;
  readonly pin: number;
  readonly key: number;
}

const PATIENT: ModuleLimits = { list: 10, pin: 120, key: 60 };

type Op = keyof ModuleOperations;

/**
 * One module, in a process of its own that is started when it is first asked something, and again
 * after it has crashed or hung. Nothing that was asked is ever asked a second time.
 */
export class ModuleProcess {
  readonly module: string;
  readonly #script: string;
  readonly #limits: ModuleLimits;
  readonly #onEnd: (reason: string) => void;
  /** The module does one thing at a time, and the time limit of each begins when its turn comes. */
  readonly #turns = new TaskQueue();
  #process: RequestProcess<ModuleOperations> | null = null;
  #disposed = false;

  /** `script`: the entry point of the process. `onEnd`: it ended, and not by us. */
  constructor(
    module: string,
    script: string,
    onEnd: (reason: string) => void,
    limits: ModuleLimits = PATIENT,
  ) {
    this.module = module;
    this.#script = script;
    this.#onEnd = onEnd;
    this.#limits = limits;
  }

  /** The process that runs now; a session belongs to one run. @throws `pkcs11/…`. */
  async run(): Promise<ModuleRun> {
    if (this.#process === null || this.#process.ended) {
      await checkModule(this.module);
      if (this.#disposed) throw new MuhurError('cancelled', {});
      this.#process = this.#start();
    }
    const run = this.#process;
    return { ask: (request) => this.#turns.run(() => this.#ask(run, request)) };
  }

  dispose(): void {
    this.#disposed = true;
    this.#process?.kill();
  }

  #start(): RequestProcess<ModuleOperations> {
    const started: RequestProcess<ModuleOperations> = new RequestProcess({
      script: this.#script,
      args: [this.module],
      failure: (reason) => {
        const data = { module: this.module, operation: '', seconds: null };
        return new MuhurError('pkcs11/ended', data, { cause: new Error(reason) });
      },
      onEnd: (reason) => {
        if (this.#disposed || this.#process !== started) return;
        this.#process = null;
        this.#onEnd(reason);
      },
    });
    return started;
  }

  async #ask<O extends Op>(
    run: RequestProcess<ModuleOperations>,
    request: Request<ModuleOperations, O>,
  ): Promise<ModuleOperations[O]['answers']> {
    const { op } = request as Request<ModuleOperations>;
    const carriesPin = CARRIES_PIN.has(op) || 'pin' in request;
    const seconds = this.#secondsFor(op, carriesPin);
    const limit = setTimeout(() => run.kill(), seconds * 1000);
    const began = performance.now();
    try {
      return await run.ask(request);
    } catch (error) {
      if (!run.ended) throw error;
      const isSlow = performance.now() - began >= seconds * 1000;
      throw this.#cutShort(op, isSlow ? seconds : null, carriesPin, error);
    } finally {
      clearTimeout(limit);
    }
  }

  #secondsFor(op: Op, carriesPin: boolean): number {
    if (carriesPin) return this.#limits.pin;
    return op === 'sign' || op === 'decipher' ? this.#limits.key : this.#limits.list;
  }

  /** Whether a PIN counted, only the token knows; that is said, and nothing is repeated. */
  #cutShort(op: Op, seconds: number | null, carriesPin: boolean, cause: unknown): MuhurError {
    const data = { module: this.module, operation: op, seconds };
    return carriesPin
      ? new MuhurError('pkcs11/ended-with-pin', data, { cause })
      : new MuhurError('pkcs11/ended', data, { cause });
  }
}

/** What can be asked of one run of the process. */
export interface ModuleRun {
  ask<O extends Op>(request: Request<ModuleOperations, O>): Promise<ModuleOperations[O]['answers']>;
}
