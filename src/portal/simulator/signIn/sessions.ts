import { createHash, randomBytes } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import type { SessionInfo } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';

const TOKEN_BYTES = 32;
const IDLE_SECONDS = 10 * 60;
const LONGEST_SECONDS = 8 * 60 * 60;
/** Use within that time of the last one is not worth a write. */
const GRAIN_MS = 1000;

export interface NewSession {
  readonly vkn: string;
  readonly signedInWith: SessionInfo['signedInWith'];
  readonly signatory: SessionInfo['signatory'];
}

export interface OpenedSession {
  /** Told to the caller and kept by nobody here. */
  readonly token: string;
  readonly expiresAt: string;
  readonly organisation: { readonly vkn: string; readonly tradeName: string };
}

/**
 * Sessions of the portal. Their tokens are random and stored as SHA-256 only. A session ends when
 * it was idle for ten minutes, after eight hours, and at Çıkış, by the simulator's clock.
 */
export class Sessions {
  readonly #simulator: Pick<Simulator, 'database' | 'clock'>;

  constructor(simulator: Pick<Simulator, 'database' | 'clock'>) {
    this.#simulator = simulator;
  }

  /** To be called inside the transaction that used up what the caller signed in with. */
  open({ vkn, signedInWith, signatory }: NewSession): OpenedSession {
    const { database, clock } = this.#simulator;
    const organisation = database.get('SELECT trade_name FROM organisation WHERE vkn = ?', vkn);
    if (organisation === undefined) throw new MuhurError('portal/sign-in-expired', {});
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = clock.in(IDLE_SECONDS);
    database.run('DELETE FROM session WHERE expires_at <= ?', clock.stamp());
    database.run(
      'INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)',
      hashOf(token),
      vkn,
      signedInWith,
      signatory?.tckn ?? null,
      signatory?.name ?? null,
      expiresAt,
      clock.in(LONGEST_SECONDS),
    );
    return {
      token,
      expiresAt,
      organisation: { vkn, tradeName: String(organisation['trade_name']) },
    };
  }

  /**
   * The session that a token opens.
   * @param use prolongs the session; without it only looked at.
   * @throws `portal/session-ended`
   */
  find(token: string | null, use: boolean): SessionInfo {
    const { database, clock } = this.#simulator;
    const tokenHash = hashOf(token ?? '');
    const row = database.get(
      `SELECT session.*, trade_name FROM session JOIN organisation USING (vkn)
       WHERE token_hash = ? AND expires_at > ? AND ends_at > ?`,
      tokenHash,
      clock.stamp(),
      clock.stamp(),
    );
    if (token === null || row === undefined) throw new MuhurError('portal/session-ended', {});
    const end = String(row['ends_at']);
    const idleEnd = clock.in(IDLE_SECONDS);
    const kept = String(row['expires_at']);
    const next = idleEnd < end ? idleEnd : end;
    const expiresAt = use && Date.parse(next) - Date.parse(kept) >= GRAIN_MS ? next : kept;
    if (expiresAt !== kept) {
      database.run('UPDATE session SET expires_at = ? WHERE token_hash = ?', expiresAt, tokenHash);
    }
    const { tckn, signatory_name: name } = row;
    return {
      tokenHash,
      vkn: String(row['vkn']),
      tradeName: String(row['trade_name']),
      signedInWith: row['signed_in_with'] === 'password' ? 'password' : 'e-signature',
      signatory: tckn === null ? null : { tckn: String(tckn), name: String(name) },
      expiresAt,
    };
  }

  /** Çıkış. */
  end({ tokenHash }: SessionInfo): void {
    this.#simulator.database.run('DELETE FROM session WHERE token_hash = ?', tokenHash);
  }

  endAllOf(vkn: string): void {
    this.#simulator.database.run('DELETE FROM session WHERE vkn = ?', vkn);
  }
}

/** The tokens are random enough for a hash without salt; finding the row by it leaks no token. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
