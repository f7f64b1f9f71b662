import { MuhurError } from '../../../errors.ts';
import { describeCertificate } from '../../../pki/certificate.ts';
import type { PortalCertificate } from '../../contract/menu.ts';
import { portalCertificate } from '../../contract/menu.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import type { KeptState } from './certificateRules.ts';
import { actionsOf, visibleState } from './certificateRules.ts';

const OF_ORGANISATION = `SELECT certificate.* FROM certificate
  JOIN card ON card.serial = certificate.card WHERE card.vkn = ?`;

/** All certificates of an organisation; seals before e-imza, the newest card first. */
export function certificatesOf({ database, clock }: Simulator, vkn: string): PortalCertificate[] {
  const now = clock.now();
  return database
    .all(
      `${OF_ORGANISATION} ORDER BY card.profile DESC, card.delivered_at DESC, card.serial, certificate.rowid`,
      vkn,
    )
    .map((row) => shown(row, now));
}

/** Those of one card. */
export function certificatesOn({ database, clock }: Simulator, card: string): PortalCertificate[] {
  const now = clock.now();
  return database
    .all('SELECT * FROM certificate WHERE card = ? ORDER BY rowid', card)
    .map((row) => shown(row, now));
}

/** One certificate of that organisation. @throws `portal/not-found`, also for somebody else's. */
export function certificateOf(
  { database, clock }: Simulator,
  vkn: string,
  serialNumber: string,
): PortalCertificate {
  const row = database.get(`${OF_ORGANISATION} AND certificate.serial = ?`, vkn, serialNumber);
  if (row === undefined) throw new MuhurError('portal/not-found', { what: 'certificate' });
  return shown(row, clock.now());
}

function shown(row: Row, now: Date): PortalCertificate {
  const notAfter = new Date(String(row['not_after']));
  const state = visibleState(row['state'] as KeptState, notAfter, now);
  const der = row['der'] as Uint8Array;
  return portalCertificate.parse({
    serialNumber: row['serial'],
    cardSerial: row['card'],
    label: row['label'],
    purpose: row['purpose'],
    commonName: row['common_name'],
    keyAlgorithm: describeCertificate(der).keyAlgorithm,
    state,
    since: state === 'expired' ? row['not_after'] : row['since'],
    reason: state === 'revoked' ? (row['reason'] ?? 'unspecified') : null,
    notBefore: row['not_before'],
    notAfter: row['not_after'],
    actions: actionsOf(state, notAfter, now),
    certificate: Buffer.from(der).toString('base64'),
  });
}
