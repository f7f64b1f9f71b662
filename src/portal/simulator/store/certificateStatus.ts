import type {
  CertificateState,
  IssuerId,
  RevokedCertificate,
  StatusSource,
} from '../authority/types.ts';
import { REASON } from '../authority/types.ts';
import type { Database, Row } from './database.ts';

/**
 * What the authority says of the certificates in the database. Answers are kept in memory until
 * `changed` is called, because they are asked for thousands of times a second.
 */
export class CertificateStatuses implements StatusSource {
  readonly #database: Database;
  readonly #known = new Map<string, CertificateState>();
  #version = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** To be called after every transaction that changed a certificate. */
  changed(): void {
    this.#known.clear();
    this.#version++;
  }

  version(): number {
    return this.#version;
  }

  statusOf(issuer: IssuerId, serial: string): CertificateState {
    const key = `${issuer}:${serial}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#database.get(
      'SELECT state, since, reason FROM certificate WHERE issuer = ? AND serial = ?',
      issuer,
      serial,
    );
    // Nobody shall fill the memory with numbers that do not exist.
    if (row === undefined) return { kind: 'unknown' };
    const state = stateOf(row);
    this.#known.set(key, state);
    return state;
  }

  revoked(issuer: IssuerId): RevokedCertificate[] {
    const rows = this.#database.all(
      "SELECT serial, state, since, reason FROM certificate WHERE issuer = ? AND state <> 'active' ORDER BY serial",
      issuer,
    );
    return rows.flatMap((row) => {
      const state = stateOf(row);
      return state.kind === 'revoked'
        ? [{ serial: String(row['serial']), at: state.at, reason: state.reason }]
        : [];
    });
  }

  nextCrlNumber(issuer: IssuerId): number {
    return this.#database.transaction(() => {
      const name = `crl-number-${issuer}`;
      const number = Number(this.#database.setting(name) ?? 0) + 1;
      this.#database.setSetting(name, String(number));
      return number;
    });
  }
}

function stateOf({ state, since, reason }: Row): CertificateState {
  if (state === 'active') return { kind: 'good' };
  const at = new Date(String(since));
  if (state === 'on-hold') return { kind: 'revoked', at, reason: REASON.certificateHold };
  const name = String(reason);
  const code = Object.hasOwn(REASON, name) ? REASON[name as keyof typeof REASON] : 0;
  return { kind: 'revoked', at, reason: code };
}
