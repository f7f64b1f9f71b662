import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';

const MOST_FAILURES = 5;
const PAUSE_SECONDS = 5 * 60;
const RESET_PAUSE_SECONDS = 60;
/** A tax number that nobody tried for so long begins anew. */
const FORGET_SECONDS = 60 * 60;

/**
 * Failures of the sign-in with password, counted by tax number whether an organisation has it or
 * not. A wrong security word counts, and so does a wrong SMS code; a wrong text of the picture does
 * not, because the word is not looked at then. After five failures the tax number pauses for five
 * minutes: no sign-in with password and no reset of the word begins. What is under way, open
 * sessions and E-imzalı Giriş go on, so that nobody can be shut out by others. A session that opens
 * clears the count.
 */
export class Failures {
  readonly #simulator: Pick<Simulator, 'database' | 'clock'>;

  constructor(simulator: Pick<Simulator, 'database' | 'clock'>) {
    this.#simulator = simulator;
  }

  /** @throws `portal/sign-in-paused` */
  demandNoPause(vkn: string): void {
    const { database, clock } = this.#simulator;
    const row = database.get('SELECT paused_until FROM sign_in_failure WHERE vkn = ?', vkn);
    const until = row?.['paused_until'];
    if (typeof until !== 'string' || until <= clock.stamp()) return;
    throw new MuhurError('portal/sign-in-paused', { seconds: this.#secondsTo(until) });
  }

  /** One more; the last one begins the pause, and after it counting begins anew. */
  count(vkn: string): void {
    const { database, clock } = this.#simulator;
    this.#begin(vkn);
    database.run('UPDATE sign_in_failure SET failures = failures + 1 WHERE vkn = ?', vkn);
    database.run(
      'UPDATE sign_in_failure SET failures = 0, paused_until = ? WHERE vkn = ? AND failures >= ?',
      clock.in(PAUSE_SECONDS),
      vkn,
      MOST_FAILURES,
    );
  }

  clear(vkn: string): void {
    this.#simulator.database.run(
      'UPDATE sign_in_failure SET failures = 0, paused_until = NULL WHERE vkn = ?',
      vkn,
    );
  }

  /** Anybody can ask for a code in somebody's name: once a minute. @throws `portal/sms-too-soon` */
  countReset(vkn: string): void {
    const { database, clock } = this.#simulator;
    this.#begin(vkn);
    const row = database.get('SELECT reset_at FROM sign_in_failure WHERE vkn = ?', vkn);
    const last = row?.['reset_at'];
    if (typeof last === 'string' && last > clock.in(-RESET_PAUSE_SECONDS)) {
      const next = new Date(Date.parse(last) + RESET_PAUSE_SECONDS * 1000).toISOString();
      throw new MuhurError('portal/sms-too-soon', { seconds: this.#secondsTo(next) });
    }
    database.run('UPDATE sign_in_failure SET reset_at = ? WHERE vkn = ?', clock.stamp(), vkn);
  }

  #begin(vkn: string): void {
    const { database, clock } = this.#simulator;
    database.run('DELETE FROM sign_in_failure WHERE forget_at <= ?', clock.stamp());
    database.run(
      `INSERT INTO sign_in_failure (vkn, forget_at) VALUES (?, ?)
       ON CONFLICT (vkn) DO UPDATE SET forget_at = excluded.forget_at`,
      vkn,
      clock.in(FORGET_SECONDS),
    );
  }

  #secondsTo(time: string): number {
    return Math.ceil((Date.parse(time) - this.#simulator.clock.now().getTime()) / 1000);
  }
}
