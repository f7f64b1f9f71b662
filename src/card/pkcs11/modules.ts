import { MuhurError, toMuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import type { Log } from '../../log.ts';
import type { Card } from '../card.ts';
import { TaskQueue } from '../taskQueue.ts';
import type {
  ModuleRecord,
  TokenRecord,
  TokenSource,
  TokenTarget,
  WhichModules,
} from '../tokenSource.ts';
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
  /** Those that crashed or hung when they were asked last. */
  readonly #broken = new Map<string, ModuleRecord>();
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

  /** One after the other: two that look at one card at once may read each other's files. */
  async list(which: WhichModules = 'all'): Promise<readonly ModuleRecord[]> {
    const records: ModuleRecord[] = [];
    for (const path of this.#paths) {
      const broken = which === 'working' ? this.#broken.get(path) : undefined;
      records.push(broken ?? (await this.#queue(path).run(() => this.#read(path))));
    }
    return records;
  }

  withToken<T>(
    target: TokenTarget,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { module, slot, serial, label } = target;
    const inSession = async (run: ModuleRun): Promise<T> => {
      const session = await run.ask({ op: 'open', token: { slot, serial, label } });
      try {
        const token = await run.ask({ op: 'read', session });
        rejectOtherCard(target, token);
        return await action(new TokenCard(run, session, token));
      } finally {
        await run.ask({ op: 'close', session }).catch(() => null);
      }
    };
    return this.#queue(module).run(() => this.#use(module, inSession), signal);
  }

  dispose(): void {
    this.#paths = [];
    for (const process of this.#processes.values()) process.dispose();
    this.#processes.clear();
  }

  async #read(path: string): Promise<ModuleRecord> {
    this.#broken.delete(path);
    try {
      const { module: info, tokens } = await this.#use(path, (run) => run.ask({ op: 'list' }));
      return { path, info, tokens: tokens.map((token) => recordOf(path, token)), problem: null };
    } catch (error) {
      const problem = toMuhurError(error);
      this.#log.info(`${path}: ${problem.message}`);
      const record = { path, info: null, tokens: [], problem };
      if (problem.code === 'pkcs11/ended') this.#broken.set(path, record);
      return record;
    }
  }

  /** Lets go of the cards afterwards; a module that cannot do even that is started anew. */
  async #use<T>(path: string, action: (run: ModuleRun) => Promise<T>): Promise<T> {
    const run = await this.#process(path).run();
    try {
      return await action(run);
    } finally {
      await run.ask({ op: 'release' }).catch(() => null);
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

/**
 * Serial numbers are cut at 16 characters, so cards of one batch may look alike; their certificates
 * never do.
 */
function rejectOtherCard({ serial, snapshot }: TokenTarget, found: WireToken): void {
  const known = new Set(snapshot.certificates.map(({ der }) => toHex(der)));
  const { certificates } = found.snapshot;
  if (known.size === 0 || certificates.some(({ der }) => known.has(toHex(der)))) return;
  throw new MuhurError('card/swapped', { expected: serial, actual: '' });
}

function recordOf(module: string, token: WireToken): TokenRecord {
  return { ...token, module, snapshot: snapshotOf(token) };
}
