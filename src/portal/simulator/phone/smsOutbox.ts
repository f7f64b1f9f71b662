import { EventEmitter, once } from 'node:events';
import type { SqlValue } from '../store/database.ts';
import type { Simulator } from '../simulator.ts';

/** More than a test run reads, and little enough to keep. */
const KEPT = 10_000;
const MOST_AT_ONCE = 1000;

export interface Sms {
  readonly number: number;
  readonly at: string;
  readonly phone: string;
  readonly text: string;
  readonly code: string | null;
}

export interface SmsFilter {
  readonly phone?: string | undefined;
  readonly vkn?: string | undefined;
  /** Number of the last message that is known already. */
  readonly after: number;
}

/** The simulated phones: SMS that the portal sent, to be read and waited for. */
export class SmsOutbox {
  readonly #simulator: Pick<Simulator, 'database' | 'clock'>;
  readonly #sent = new EventEmitter().setMaxListeners(0);

  constructor(simulator: Pick<Simulator, 'database' | 'clock'>) {
    this.#simulator = simulator;
  }

  /**
   * Sends to the phone that the organisation has now. To be called inside the transaction that
   * makes the code; who waits is woken after it.
   */
  send(vkn: string, text: string, code: string): void {
    const { database, clock } = this.#simulator;
    database.run(
      `INSERT INTO message (at, phone, vkn, text, code)
       SELECT ?, phone, vkn, ?, ? FROM organisation WHERE vkn = ?`,
      clock.stamp(),
      text,
      code,
      vkn,
    );
    database.run('DELETE FROM message WHERE number <= (SELECT max(number) FROM message) - ?', KEPT);
    setImmediate(() => this.#sent.emit('sms'));
  }

  /** The messages that fit, oldest first; at most a thousand. */
  list({ phone, vkn, after }: SmsFilter): Sms[] {
    const conditions = ['number > ?'];
    const values: SqlValue[] = [after];
    if (phone !== undefined) {
      conditions.push('phone = ?');
      values.push(phone);
    }
    if (vkn !== undefined) {
      conditions.push('vkn = ?');
      values.push(vkn);
    }
    const rows = this.#simulator.database.all(
      `SELECT * FROM message WHERE ${conditions.join(' AND ')} ORDER BY number LIMIT ?`,
      ...values,
      MOST_AT_ONCE,
    );
    return rows.map((row) => ({
      number: Number(row['number']),
      at: String(row['at']),
      phone: String(row['phone']),
      text: String(row['text']),
      code: row['code'] === null ? null : String(row['code']),
    }));
  }

  /**
   * The messages that fit as soon as there is one; none when the time is over or the caller gone.
   * @param seconds of the machine's time: simulated time may stand still.
   */
  async wait(filter: SmsFilter, seconds: number, signal: AbortSignal): Promise<Sms[]> {
    const end = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
    for (;;) {
      const found = this.list(filter);
      if (found.length > 0 || end.aborted) return found;
      await this.#next(end);
      // Whoever went away is told nothing, and the simulator may have closed its data.
      if (signal.aborted) return [];
    }
  }

  /** Returns when a message was sent or the signal came. */
  async #next(end: AbortSignal): Promise<void> {
    try {
      await once(this.#sent, 'sms', { signal: end });
    } catch (error) {
      if (!end.aborted) throw error;
    }
  }
}
