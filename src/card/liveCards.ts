import { isDeepStrictEqual } from 'node:util';
import { DisposableStore, Emitter } from '../disposable.ts';
import { MuhurError, toMuhurError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CardLayout } from './akis/layout.ts';
import { lineTrace, noTrace } from './apdu/trace.ts';
import type { ApduTrace } from './apdu/trace.ts';
import type { Card } from './card.ts';
import type { CardService, CardTarget, CardsState, ReaderRecord } from './cardState.ts';
import { ModuleWatch } from './moduleWatch.ts';
import { openCard } from './openCard.ts';
import { abortable } from './reader/abortable.ts';
import { RETRY_MS, ReadRetries } from './readRetries.ts';
import type { ReaderSource, ShareMode, SourceStatus } from './reader/reader.ts';
import { inDisplayOrder, nextRecord } from './readerRecords.ts';
import { TaskQueue } from './taskQueue.ts';
import { NO_TOKENS } from './tokenSource.ts';
import type { TokenSource } from './tokenSource.ts';
import { withModules } from './ways.ts';

const NOTHING_YET: CardsState = {
  readers: [],
  modules: [],
  tokens: [],
  problem: null,
  settled: false,
};

/** Readers of all sources and the cards in them, kept up to date. */
export class LiveCards implements CardService {
  readonly #sources: readonly ReaderSource[];
  readonly #log: Log;
  readonly #traceLine: ((line: string) => void) | undefined;
  readonly #tokens: TokenSource;
  readonly #modules: ModuleWatch;
  readonly #emitter: Emitter<CardsState>;
  readonly #watches = new DisposableStore();
  readonly #statuses = new Map<ReaderSource, SourceStatus>();
  readonly #records = new Map<string, ReaderRecord>();
  readonly #queues = new Map<string, TaskQueue>();
  /** Readers whose card waits to be read; a second request adds nothing. */
  readonly #readsQueued = new Map<string, Promise<void>>();
  /** What is known of the cards seen, by serial: never trusted before the serial was compared. */
  readonly #layouts = new Map<string, CardLayout>();
  /** How the user wants cards to be reached, by serial. */
  readonly #ways = new Map<string, string>();
  readonly #retries = new ReadRetries((reader) => void this.#queueRead(reader));
  /** Sources with a held card, and when they are asked for it again. */
  readonly #asking = new Map<ReaderSource, NodeJS.Timeout>();
  #state = NOTHING_YET;
  #started = false;

  constructor(
    sources: readonly ReaderSource[],
    log: Log,
    traceLine?: (line: string) => void,
    tokens: TokenSource = NO_TOKENS,
  ) {
    this.#sources = sources;
    this.#tokens = tokens;
    this.#log = log;
    this.#traceLine = traceLine;
    this.#modules = new ModuleWatch(tokens, this.#queues, () => this.#publish());
    this.#emitter = new Emitter((error) => {
      log.error(`cards: ${String(error)}`);
    });
  }

  get state(): CardsState {
    return this.#state;
  }

  get onDidChange(): CardService['onDidChange'] {
    return this.#emitter.on;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const source of this.#sources) {
      this.#watches.add(
        source.watch((status) => {
          this.#apply(source, status);
        }),
      );
    }
  }

  async refresh(): Promise<void> {
    this.start();
    await Promise.all(
      this.#sources.map(async (source) => {
        this.#apply(source, await source.list());
      }),
    );
    const present = [...this.#records.values()].filter(({ status }) => status.state === 'present');
    await Promise.all(present.map(({ status }) => this.#queueRead(status.name)));
    await this.#modules.look('all');
  }

  useModules(paths: readonly string[]): void {
    this.#tokens.use(paths);
    if (this.#started) void this.#modules.look();
  }

  chooseWay(serial: string, way: string): void {
    this.#ways.set(serial, way);
    this.#publish();
  }

  async withCard<T>(
    target: CardTarget,
    mode: ShareMode,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { reader, serial, token } = target;
    try {
      return await this.#inTurn(
        reader,
        () =>
          token === undefined
            ? this.#connected(reader, mode, serial, action, signal)
            : this.#tokens.withToken(token, action, signal),
        signal,
      );
    } finally {
      if (mode === 'exclusive') void this.#queueRead(reader);
      if (mode === 'exclusive' && token !== undefined) void this.#modules.look();
    }
  }

  /** After everything queued before it for that reader, and not while modules look at the cards. */
  #inTurn<T>(reader: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#queue(reader).run(async () => {
      await this.#modules.listing;
      return task();
    }, signal);
  }

  async #connected<T>(
    reader: string,
    mode: ShareMode,
    serial: string | null,
    action: (card: Card) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const connection = await this.#sourceOf(reader).connect(reader, mode, signal);
    try {
      const known = serial === null ? null : (this.#layouts.get(serial) ?? null);
      const { card, layout } = openCard(abortable(connection, signal), this.#trace(reader), known);
      if (serial !== null) await rejectOtherCard(card, serial);
      const result = await action(card);
      this.#remember(layout());
      return result;
    } finally {
      // Whoever asked for the card alone may have verified a PIN; nobody inherits that.
      await connection.disconnect(mode === 'exclusive' ? 'reset' : 'leave');
    }
  }

  #remember(layout: CardLayout | null): void {
    if (layout !== null && layout.serial !== null) this.#layouts.set(layout.serial, layout);
  }

  #trace(reader: string): ApduTrace {
    return this.#traceLine === undefined ? noTrace : lineTrace(reader, this.#traceLine);
  }

  #sourceOf(reader: string): ReaderSource {
    for (const [source, { readers }] of this.#statuses) {
      if (readers.some(({ name }) => name === reader)) return source;
    }
    throw new MuhurError('reader/not-found', { reader });
  }

  #apply(source: ReaderSource, status: SourceStatus): void {
    const before = this.#statuses.get(source);
    this.#statuses.set(source, status);
    const names = new Set(status.readers.map(({ name }) => name));
    for (const { name } of before?.readers ?? []) if (!names.has(name)) this.#records.delete(name);
    for (const readerStatus of status.readers) {
      const { name } = readerStatus;
      const { record, mustRead } = nextRecord(this.#records.get(name), readerStatus);
      this.#records.set(name, record);
      if (mustRead) void this.#queueRead(name);
    }
    this.#publish();
    this.#askWhileHeld(source);
    this.#modules.follow([...this.#records.values()].map((record) => record.status));
  }

  /** Nobody tells when a card that another program held is free again. */
  #askWhileHeld(source: ReaderSource): void {
    clearTimeout(this.#asking.get(source));
    const known = this.#statuses.get(source);
    const isHeld = known?.readers.some(({ state }) => state === 'in-use') === true;
    if (!isHeld || this.#watches.disposed) return;
    const ask = async (): Promise<void> => {
      const status = await source.list();
      // What came by itself meanwhile is as new.
      if (this.#watches.disposed || this.#statuses.get(source) !== known) return;
      if (isDeepStrictEqual(status, known)) this.#askWhileHeld(source);
      else this.#apply(source, status);
    };
    this.#asking.set(
      source,
      setTimeout(() => void ask(), RETRY_MS),
    );
  }

  #publish(): void {
    const statuses = [...this.#statuses.values()];
    const records = inDisplayOrder(this.#records.values());
    this.#state = {
      ...withModules(records, this.#modules.records, this.#ways),
      problem: statuses.find(({ problem }) => problem !== null)?.problem ?? null,
      settled: statuses.length === this.#sources.length,
    };
    this.#emitter.fire(this.#state);
  }

  #queueRead(reader: string): Promise<void> {
    const queued = this.#readsQueued.get(reader);
    if (queued !== undefined) return queued;
    const read = this.#inTurn(reader, () => {
      this.#readsQueued.delete(reader);
      return this.#read(reader);
    });
    this.#readsQueued.set(reader, read);
    return read;
  }

  /** Reads the card; the result counts only if the same card is still there then. */
  async #read(reader: string): Promise<void> {
    const before = this.#records.get(reader);
    if (before?.status.state !== 'present' || this.#watches.disposed) return;
    let outcome: Pick<ReaderRecord, 'card' | 'error'>;
    try {
      const read = (card: Card) => card.readSnapshot();
      const card = await this.#connected(reader, 'shared', null, read);
      for (const problem of card.problems) this.#log.warn(`${reader}: ${problem.message}`);
      outcome = { card, error: null };
    } catch (error) {
      const known = toMuhurError(error);
      this.#log.info(`${reader}: could not be read: ${known.message}`);
      outcome = { card: null, error: known };
    }
    this.#retries.plan(reader, outcome.error);
    const now = this.#records.get(reader);
    if (now?.status.insertion !== before.status.insertion) return;
    this.#records.set(reader, { ...now, ...outcome, reading: this.#readsQueued.has(reader) });
    this.#publish();
  }

  #queue(reader: string): TaskQueue {
    const existing = this.#queues.get(reader);
    if (existing !== undefined) return existing;
    const queue = new TaskQueue();
    this.#queues.set(reader, queue);
    return queue;
  }

  dispose(): void {
    this.#watches.dispose();
    this.#retries.dispose();
    for (const timer of this.#asking.values()) clearTimeout(timer);
    this.#emitter.dispose();
    this.#tokens.dispose();
    for (const source of this.#sources) source.dispose();
  }
}

async function rejectOtherCard(card: Card, expected: string): Promise<void> {
  const actual = await card.readSerial();
  if (actual !== expected) throw new MuhurError('card/swapped', { expected, actual: actual ?? '' });
}
