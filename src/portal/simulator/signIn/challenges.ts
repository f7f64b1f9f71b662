import { randomBytes } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import { randomId } from './randomId.ts';

const VALID_SECONDS = 5 * 60;

export interface NewChallenge {
  readonly id: string;
  readonly content: Uint8Array;
  readonly expiresAt: string;
}

/**
 * What a signatory signs to sign in. The text says what it is for and where, so that nobody can be
 * brought to sign something else, and its signature is good for nothing else.
 */
export class Challenges {
  readonly #simulator: Pick<Simulator, 'database' | 'clock' | 'baseUrl'>;

  constructor(simulator: Pick<Simulator, 'database' | 'clock' | 'baseUrl'>) {
    this.#simulator = simulator;
  }

  create(): NewChallenge {
    const { database, clock, baseUrl } = this.#simulator;
    const id = randomId();
    const expiresAt = clock.in(VALID_SECONDS);
    const content = new TextEncoder().encode(
      [
        'E-imzalı Giriş: Mali Mühür Elektronik Sertifika İşlemleri (TEST)',
        `Adres: ${baseUrl}`,
        `Zaman: ${clock.stamp()}`,
        `Numara: ${randomBytes(32).toString('hex')}`,
        '',
      ].join('\n'),
    );
    database.transaction(() => {
      database.run('DELETE FROM challenge WHERE expires_at <= ?', clock.stamp());
      database.run('INSERT INTO challenge VALUES (?, ?, ?)', id, content, expiresAt);
    });
    return { id, content, expiresAt };
  }

  /** @throws `portal/challenge-expired`, also for one that was used. */
  demand(id: string): Uint8Array {
    const { database, clock } = this.#simulator;
    const row = database.get(
      'SELECT content FROM challenge WHERE id = ? AND expires_at > ?',
      id,
      clock.stamp(),
    );
    if (row === undefined) throw new MuhurError('portal/challenge-expired', {});
    return row['content'] as Uint8Array;
  }

  useUp(id: string): void {
    this.#simulator.database.run('DELETE FROM challenge WHERE id = ?', id);
  }
}
