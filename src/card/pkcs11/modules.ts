import { MuhurError, toMuhurError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Card } from '../card.ts';
import { TaskQueue } from '../taskQueue.ts';
import type { ModuleRecord, TokenRecord, TokenSource, TokenTarget } from '../tokenSource.ts';
import type { ModuleLimits, ModuleRun } from './moduleProcess.ts';
import { ModuleProcess } from './moduleProcess.ts';
import type { WireToken } from './protocol.ts';
import { TokenCard, snapshotOf } from './tokenCard.ts';

/** The PKCS#11 modules that are used, each in a process of its own, and the tokens in them. */
export class Pkcs11Modules implements TokenSource {
  readonly #script: string;
  readonly #log: Log;
  readonly #limits: ModuleLimits | undefined;
  readonly #processes = new Map<string, ModuleProcess>();
  /** One session at a time: modules are single-threaded, and a second login would be refused. */
  readonly #queues = new Map<string, TaskQueue>();
  #paths: readonly string[] = [];

  /** `script`: the entry point of a module's process. Nothing is loaded before the first listing. */
  constructor(script: string, log: Log, limits?: ModuleLimits) {
    this.#script = script;
    this.#log = log;
    this.#limits = limits;
  }

  use(paths: readonly string[]): void {
    this.#paths = [...new Set(paths)];
    for (const [path, process] of this.#processes) {
      if (this.#paths.includes(path)) continue;
      process.dispose();
      this.#processes.delete(path);
    }
  }

  list(): Promise<readonly ModuleRecord[]> {
    return Promise.all(this.#paths.map((path) => this.#queue(path).run(() => this.#read(path))));
  }

  withToken<T>(
    { module, slot, serial, label }: TokenTarget,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.#queue(module).run(async () => {
      const run = await this.#process(module).run();
      const session = await run.ask({ op: 'open', token: { slot, serial, label } });
      try {
        const token = await run.ask({ op: 'read', session });
        return await action(new TokenCard(run, session, token));
      } finally {
        await run.ask({ op: 'close', session }).catch(() => null);
        await release(run);
      }
    }, signal);
  }

  dispose(): void {
    this.#paths = [];
    for (const process of this.#processes.values()) process.dispose();
    this.#processes.clear();
  }

  async #read(path: string): Promise<ModuleRecord> {
    try {
      const run = await this.#process(path).run();
      const { module: info, tokens } = await run.ask({ op: 'list' });
      await release(run);
      return { path, info, tokens: tokens.map((token) => recordOf(path, token)), problem: null };
    } catch (error) {
      const problem = toMuhurError(error);
      this.#log.info(`${path}: ${problem.message}`);
      return { path, info: null, tokens: [], problem };
    }
  }

  #process(path: string): ModuleProcess {
    const existing = this.#processes.get(path);
    if (existing !== undefined) return existing;
    if (!this.#paths.includes(path)) throw new MuhurError('cancelled', {});
    const onEnd = (reason: string): void => {
      this.#log.warn(`${path}: ${reason}`);
    };
    const process = new ModuleProcess(path, this.#script, onEnd, this.#limits);
    this.#processes.set(path, process);
    return process;
  }

  #queue(path: string): TaskQueue {
    const queue = this.#queues.get(path) ?? new TaskQueue();
    this.#queues.set(path, queue);
    return queue;
  }
}

/** Lets go of the cards; a module that cannot do even that is started anew the next time. */
function release(run: ModuleRun): Promise<unknown> {
  return run.ask({ op: 'release' }).catch(() => null);
}

function recordOf(module: string, token: WireToken): TokenRecord {
  return { ...token, module, snapshot: snapshotOf(token) };
}
