import { MuhurError } from '../../../errors.ts';
import type { PortalCard } from '../../contract/menu.ts';
import { portalCard } from '../../contract/menu.ts';
import { secretsState } from '../secrets/pageSecrets.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';

/** An operation on the card that was begun and is not over. */
const WITH_OPERATION = `SELECT card.*, (SELECT id FROM card_operation
    WHERE card = card.serial AND state IN ('running', 'interrupted')) AS open_operation
  FROM card WHERE vkn = ?`;

/** The cards of an organisation, seals before e-imza, the newest first. */
export function cardsOf(simulator: Simulator, vkn: string): PortalCard[] {
  return simulator.database
    .all(`${WITH_OPERATION} ORDER BY profile DESC, delivered_at DESC, serial`, vkn)
    .map((row) => shown(simulator, row));
}

/** One card of that organisation. @throws `portal/not-found`, also for somebody else's. */
export function cardOf(simulator: Simulator, vkn: string, serial: string): PortalCard {
  return shown(simulator, cardRow(simulator, vkn, serial));
}

/** The row of a card of that organisation. @throws `portal/not-found`. */
export function cardRow({ database }: Simulator, vkn: string, serial: string): Row {
  const row = database.get(`${WITH_OPERATION} AND serial = ?`, vkn, serial);
  if (row === undefined) throw new MuhurError('portal/not-found', { what: 'card' });
  return row;
}

function shown({ vault }: Simulator, row: Row): PortalCard {
  return portalCard.parse({
    serial: row['serial'],
    name: row['name'],
    profile: row['profile'],
    deliveredAt: row['delivered_at'],
    secrets: secretsState(vault, row),
    openOperation: row['open_operation'],
  });
}
