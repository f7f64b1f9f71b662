import * as z from 'zod';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import type { PortalCard, showSecrets } from '../../contract/menu.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import type { Vault } from '../vault.ts';
import { beginForgetting, finishForgetting, isForgetting } from './forgetting.ts';

const secrets = z.object({ pin: z.string(), puk: z.string() });
export type CardSecrets = z.output<typeof secrets>;

/** PIN and PUK of a row of `card`. @throws `portal/secrets-deleted`, `portal/secrets-unreadable`. */
function openSecrets(vault: Vault, card: Row): CardSecrets {
  const sealed = card['page_secrets'];
  if (!(sealed instanceof Uint8Array)) throw new MuhurError('portal/secrets-deleted', {});
  const opened = secrets.safeParse(vault.open(`page:${String(card['serial'])}`, sealed)).data;
  if (opened === undefined) throw new MuhurError('portal/secrets-unreadable', {});
  return opened;
}

/** What the portal can say of PIN and PUK of a row of `card`. */
export function secretsState(vault: Vault, card: Row): PortalCard['secrets'] {
  try {
    openSecrets(vault, card);
    return 'stored';
  } catch (error) {
    if (isMuhurError(error, 'portal/secrets-deleted')) return 'deleted';
    if (isMuhurError(error, 'portal/secrets-unreadable')) return 'unreadable';
    throw error;
  }
}

export type ShownSecrets = z.output<typeof showSecrets.response>;

/** What PIN / PUK Bilgisi shows. @throws `portal/secrets-deleted`, `portal/secrets-unreadable`. */
export function shownSecrets({ vault }: Simulator, card: Row): ShownSecrets {
  const opened = openSecrets(vault, card);
  const openOperation = card['open_operation'];
  return {
    ...opened,
    madeAt: String(card['secrets_made_at']),
    openOperation: typeof openOperation === 'string' ? openOperation : null,
  };
}

/** Keeps what the page shows from now on; to be called in a transaction. */
export function keepSecrets(
  { database, vault, clock }: Simulator,
  serial: string,
  opened: CardSecrets,
): void {
  database.run(
    'UPDATE card SET page_secrets = ?, secrets_made_at = ? WHERE serial = ?',
    vault.seal(`page:${serial}`, opened),
    clock.stamp(),
    serial,
  );
}

/**
 * Parolalarımı Sil: when this resolves, what the page could show is in no file of the database. The
 * issuer's own copy of the PUK stays, for Kilit Çözme.
 * @throws `portal/secrets-deleted`; `simulator/storage` when a reader of the database prevents it.
 */
export async function deleteSecrets({ database }: Simulator, card: Row): Promise<void> {
  database.transaction(() => {
    const changed = database.run(
      'UPDATE card SET page_secrets = NULL WHERE serial = ? AND page_secrets IS NOT NULL',
      String(card['serial']),
    );
    if (changed > 0) beginForgetting(database);
    // Asked again after a failure, it goes on where it was prevented.
    else if (!isForgetting(database)) throw new MuhurError('portal/secrets-deleted', {});
  });
  await finishForgetting(database);
}
