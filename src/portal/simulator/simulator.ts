import type { PortalAuthority } from './authority/types.ts';
import type { CardFolders } from './organisations/cardFolders.ts';
import type { KeyPool } from './organisations/keyPool.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { CertificateStatuses } from './store/certificateStatus.ts';
import type { Database } from './store/database.ts';
import type { Vault } from './vault.ts';

/** What every part of the simulator works with. */
export interface Simulator {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly keys: KeyPool;
  readonly cards: CardFolders;
  readonly authority: PortalAuthority;
  readonly statuses: CertificateStatuses;
  readonly faults: Faults;
  readonly journal: Journal;
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: string;
  /** Opens the API for test suites. */
  readonly testToken: string;
  /** Receives what went wrong inside; never a secret. */
  readonly log: (line: string) => void;
}
