import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { MuhurError } from '../../errors.ts';
import type { FromProcess, Operations, Request, ToProcess } from './messages.ts';
import { fromWire } from './wireError.ts';

export interface RequestProcessOptions<Event> {
  /** The entry point of the process. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What whoever waits for an answer is told when the process ended, and why it did. */
  readonly failure: (reason: string) => MuhurError;
  readonly onEvent?: (event: Event) => void;
  /** Called once, also when the process was ended by us. */
  readonly onEnd: (reason: string) => void;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(error: MuhurError): void;
}

/**
 * One run of a process for native code that may block, hang or crash, from start to end. A new run
 * is a new object.
 */
export class RequestProcess<O extends Operations<O>, Event = never> {
  readonly #child: ChildProcess;
  readonly #failure: (reason: string) => MuhurError;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #endReason: string | null = null;

  constructor({ script, args = [], env, failure, onEvent, onEnd }: RequestProcessOptions<Event>) {
    this.#failure = failure;
    this.#child = fork(script, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...env },
    });
    const end = (reason: string): void => {
      if (this.#endReason !== null) return;
      this.#endReason = reason;
      for (const pending of this.#pending.values()) pending.reject(failure(reason));
      this.#pending.clear();
      onEnd(reason);
    };
    this.#child.on('message', (message: FromProcess<Event>) => {
      if ('event' in message) onEvent?.(message.event);
      else this.#settle(message);
    });
    this.#child.on('error', (error) => {
      end(error.message);
    });
    this.#child.on('exit', (code, signal) => {
      end(`process ended (${signal ?? String(code)})`);
    });
  }

  get ended(): boolean {
    return this.#endReason !== null;
  }

  ask<Op extends keyof O & string>(request: Request<O, Op>): Promise<O[Op]['answers']> {
    return new Promise((resolve, reject) => {
      if (this.#endReason !== null) {
        reject(this.#failure(this.#endReason));
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { resolve: resolve, reject });
      const message = { ...request, id } as ToProcess<O>;
      this.#child.send(message, (error) => {
        if (error === null) return;
        this.#pending.delete(id);
        reject(this.#failure(error.message));
      });
    });
  }

  #settle(message: Exclude<FromProcess<Event>, { event: Event }>): void {
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
