import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import type { SmsOutbox } from '../phone/smsOutbox.ts';
import { SMS_TEXT } from '../phone/smsText.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import type { Failures } from './failures.ts';
import { randomId } from './randomId.ts';

export type Purpose = keyof typeof SMS_TEXT;

const SIGN_IN_SECONDS = 10 * 60;
const CODE_SECONDS = 3 * 60;
const RESEND_SECONDS = 60;
/** Of one organisation at the same time: three tries each, so guessing codes leads nowhere. */
const MOST_AT_ONCE = 5;

export interface SentCode {
  readonly codeExpiresAt: string;
  readonly resendAt: string;
}

type CodeResult = 'right' | 'code-expired' | { readonly triesLeft: number };

interface Parts {
  readonly simulator: Pick<Simulator, 'database' | 'clock'>;
  readonly outbox: SmsOutbox;
  readonly failures: Failures;
}

/**
 * Sign-ins, and resets of the security word, that wait for their SMS code: six digits, valid for
 * three minutes, three tries in all, the next one a minute after the last.
 */
export class PendingSignIns {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param vkn need not be an organisation's: then no code is ever right. */
  begin(purpose: Purpose, vkn: string): { id: string; expiresAt: string } {
    const { database, clock } = this.#parts.simulator;
    const id = randomId();
    const expiresAt = clock.in(SIGN_IN_SECONDS);
    database.transaction(() => {
      database.run('DELETE FROM sign_in WHERE expires_at <= ?', clock.stamp());
      database.run(
        'INSERT INTO sign_in (id, purpose, vkn, expires_at) VALUES (?, ?, ?, ?)',
        id,
        purpose,
        vkn,
        expiresAt,
      );
      database.run(
        `DELETE FROM sign_in WHERE rowid IN (SELECT rowid FROM sign_in
         WHERE purpose = ? AND vkn = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?)`,
        purpose,
        vkn,
        MOST_AT_ONCE,
      );
    });
    return { id, expiresAt };
  }

  /** Makes a new code, which replaces the last one. @throws `portal/sign-in-expired`, `portal/sms-too-soon` */
  sendCode(purpose: Purpose, id: string): SentCode {
    const { database, clock } = this.#parts.simulator;
    return database.transaction(() => {
      const { vkn, expires_at: end, resend_at: resend } = this.demand(purpose, id);
      if (typeof resend === 'string' && resend > clock.stamp()) {
        const wait = Date.parse(resend) - clock.now().getTime();
        throw new MuhurError('portal/sms-too-soon', { seconds: Math.ceil(wait / 1000) });
      }
      const codeExpiresAt = [clock.in(CODE_SECONDS), String(end)].sort()[0] ?? '';
      const resendAt = clock.in(RESEND_SECONDS);
      database.run(
        'UPDATE sign_in SET code_hash = ?, code_expires_at = ?, resend_at = ? WHERE id = ?',
        this.#send(purpose, id, String(vkn)),
        codeExpiresAt,
        resendAt,
        id,
      );
      return { codeExpiresAt, resendAt };
    });
  }

  /**
   * Looks at the code, and only when it is right does what it is for, in the same transaction.
   * @throws `portal/sign-in-expired`, `portal/sms-code-wrong`, `portal/sms-code-expired`
   */
  complete<T>(purpose: Purpose, id: string, code: string, work: (vkn: string) => T): T {
    const { database } = this.#parts.simulator;
    // What a wrong code changes has to stay, so it is thrown only after the transaction.
    const done = database.transaction((): { value: T } | { error: MuhurError } => {
      const row = this.demand(purpose, id);
      const result = this.#check(row, code);
      if (result !== 'right') return { error: errorOf(result) };
      const vkn = String(row['vkn']);
      database.run('DELETE FROM sign_in WHERE id = ?', id);
      this.#parts.failures.clear(vkn);
      return { value: work(vkn) };
    });
    if ('error' in done) throw done.error;
    return done.value;
  }

  /** @throws `portal/sign-in-expired` */
  demand(purpose: Purpose, id: string): Row {
    const { database, clock } = this.#parts.simulator;
    const row = database.get(
      'SELECT * FROM sign_in WHERE id = ? AND purpose = ? AND expires_at > ?',
      id,
      purpose,
      clock.stamp(),
    );
    if (row === undefined) throw new MuhurError('portal/sign-in-expired', {});
    return row;
  }

  /** @returns what is kept of the code. */
  #send(purpose: Purpose, id: string, vkn: string): string {
    const { simulator, outbox } = this.#parts;
    if (simulator.database.get('SELECT 1 FROM organisation WHERE vkn = ?', vkn) === undefined) {
      return randomBytes(32).toString('hex');
    }
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    outbox.send(vkn, SMS_TEXT[purpose](code), code);
    return hashOf(id, code).toString('hex');
  }

  #check(row: Row, code: string): CodeResult {
    const { database, clock } = this.#parts.simulator;
    const { id, vkn, code_hash: kept, code_expires_at: end } = row;
    if (typeof kept !== 'string' || String(end) <= clock.stamp()) return 'code-expired';
    const hash = hashOf(String(id), code.trim());
    if (timingSafeEqual(hash, Buffer.from(kept, 'hex'))) return 'right';
    const triesLeft = Number(row['tries_left']) - 1;
    database.run('UPDATE sign_in SET tries_left = ? WHERE id = ?', triesLeft, String(id));
    if (triesLeft <= 0) database.run('DELETE FROM sign_in WHERE id = ?', String(id));
    this.#parts.failures.count(String(vkn));
    return { triesLeft };
  }
}

function errorOf(result: Exclude<CodeResult, 'right'>): MuhurError {
  if (result === 'code-expired') return new MuhurError('portal/sms-code-expired', {});
  return new MuhurError('portal/sms-code-wrong', result);
}

function hashOf(id: string, code: string): Buffer {
  return createHash('sha256').update(`${id}:${code}`).digest();
}
