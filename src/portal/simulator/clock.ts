import type { Database } from './store/database.ts';

interface ClockState {
  /** Milliseconds that the simulated time is ahead of the machine's. */
  readonly offset: number;
  /** Milliseconds since 1970 at which it stands still. */
  readonly frozenAt: number | null;
}

const RUNNING: ClockState = { offset: 0, frozenAt: null };
const SETTING = 'clock';

/** The simulator's time: the machine's, until a test moves it. Kept in the database. */
export class Clock {
  readonly #database: Database;
  #state: ClockState;

  constructor(database: Database) {
    this.#database = database;
    const stored = database.setting(SETTING);
    this.#state = stored === null ? RUNNING : (JSON.parse(stored) as ClockState);
  }

  now(): Date {
    return new Date(this.#state.frozenAt ?? Date.now() + this.#state.offset);
  }

  /** Now plus that many seconds, in the form in which times are stored. */
  in(seconds: number): string {
    return new Date(this.now().getTime() + seconds * 1000).toISOString();
  }

  /** Now, in the form in which times are stored. */
  stamp(): string {
    return this.now().toISOString();
  }

  get frozen(): boolean {
    return this.#state.frozenAt !== null;
  }

  get offsetSeconds(): number {
    return (this.now().getTime() - Date.now()) / 1000;
  }

  set(now: Date, frozen: boolean): void {
    const time = now.getTime();
    this.#keep({ offset: time - Date.now(), frozenAt: frozen ? time : null });
  }

  /** Back to the time of the machine. */
  reset(): void {
    this.#keep(RUNNING);
  }

  /** Its setting, for `restore`. */
  saved(): string {
    return JSON.stringify(this.#state);
  }

  /** Goes on as it was when that was saved. */
  restore(saved: string): void {
    this.#keep(JSON.parse(saved) as ClockState);
  }

  #keep(state: ClockState): void {
    this.#database.setSetting(SETTING, JSON.stringify(state));
    this.#state = state;
  }
}
