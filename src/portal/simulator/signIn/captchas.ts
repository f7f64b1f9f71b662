import { randomInt } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import { randomId } from './randomId.ts';

/** Letters and digits that are taken for no other one, and that every locale folds alike. */
export const CAPTCHA_ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const LENGTH = 6;
const VALID_SECONDS = 5 * 60;

export interface NewCaptcha {
  readonly id: string;
  readonly text: string;
  readonly expiresAt: string;
}

/** Resimdeki Yazı: each text is good for one attempt within five minutes. */
export class Captchas {
  readonly #simulator: Pick<Simulator, 'database' | 'clock'>;

  constructor(simulator: Pick<Simulator, 'database' | 'clock'>) {
    this.#simulator = simulator;
  }

  create(): NewCaptcha {
    const { database, clock } = this.#simulator;
    const id = randomId();
    const text = Array.from({ length: LENGTH }, randomCharacter).join('');
    const expiresAt = clock.in(VALID_SECONDS);
    database.transaction(() => {
      database.run('DELETE FROM captcha WHERE expires_at <= ?', clock.stamp());
      database.run('INSERT INTO captcha VALUES (?, ?, ?)', id, text, expiresAt);
    });
    return { id, text, expiresAt };
  }

  /** Is it what the picture shows? Capital or small does not matter. Uses the picture up. */
  useUp(id: string, answer: string): boolean {
    const { database, clock } = this.#simulator;
    const row = database.get(
      'DELETE FROM captcha WHERE id = ? RETURNING text, expires_at > ? AS fresh',
      id,
      clock.stamp(),
    );
    // It is gone now, so how long the comparison takes is worth nothing.
    return row?.['fresh'] === 1 && row['text'] === answer.trim().toUpperCase();
  }

  /** For test suites, which cannot look at pictures. @throws `portal/not-found` */
  read(id: string): string {
    const { database, clock } = this.#simulator;
    const row = database.get(
      'SELECT text FROM captcha WHERE id = ? AND expires_at > ?',
      id,
      clock.stamp(),
    );
    if (row === undefined) throw new MuhurError('portal/not-found', { what: 'captcha' });
    return String(row['text']);
  }
}

function randomCharacter(): string {
  return CAPTCHA_ALPHABET.charAt(randomInt(CAPTCHA_ALPHABET.length));
}
