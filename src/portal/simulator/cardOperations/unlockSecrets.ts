import * as z from 'zod';
import type { Database } from '../store/database.ts';
import type { Vault } from '../vault.ts';
import type { StoredOperation } from './operationStore.ts';

const pukOnly = z.object({ puk: z.string().regex(/^\d{4,16}$/) });
const pinOnly = z.object({ pin: z.string().regex(/^\d{4,16}$/) });

/** The issuer's own copy of the PUK; null when its key is lost. */
export function openPuk(database: Database, vault: Vault, card: string): string | null {
  const sealed = database.get('SELECT unlock_secret FROM card WHERE serial = ?', card)?.[
    'unlock_secret'
  ];
  if (!(sealed instanceof Uint8Array)) return null;
  return pukOnly.safeParse(vault.open(`unlock:${card}`, sealed)).data?.puk ?? null;
}

export function sealNewPin(vault: Vault, operation: string, pin: string): Uint8Array {
  return vault.seal(`new-pin:${operation}`, { pin });
}

/** The PIN that the card is told, or was; null when there is none, or its key is lost. */
export function openNewPin(vault: Vault, { id, newPin }: StoredOperation): string | null {
  if (newPin === null) return null;
  return pinOnly.safeParse(vault.open(`new-pin:${id}`, newPin)).data?.pin ?? null;
}
