import type { KeyObject } from 'node:crypto';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readState } from '../../../card/virtual/stateFile.ts';
import { MuhurError } from '../../../errors.ts';
import { pfxOf } from '../../../pki/pkcs12/pfx.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';

/**
 * A key of a delivered card with its certificates, for programs that cannot talk to cards.
 * @param purpose of the certificate; by default the one that signs.
 * @throws `portal/not-found` for a card that is not known, is kept elsewhere or has no such key.
 */
export async function exportPfx(
  { authority, cards, database }: Simulator,
  serial: string,
  password: string,
  purpose?: string,
): Promise<Uint8Array> {
  const card = database.get('SELECT folder FROM card WHERE serial = ?', serial);
  const rows = database.all('SELECT * FROM certificate WHERE card = ? ORDER BY rowid', serial);
  const row = rows.find((r) =>
    purpose === undefined ? r['purpose'] !== 'encryption' : r['purpose'] === purpose,
  );
  const state = typeof card?.['folder'] === 'string' ? await readCard(card['folder']) : null;
  if (row === undefined || state === null) {
    throw new MuhurError('portal/not-found', { what: 'card' });
  }
  const certificate = derOf(row);
  const known = new X509Certificate(certificate);
  const key = state.contents.keys.find(({ pkcs8 }) => known.checkPrivateKey(privateKey(pkcs8)));
  if (key === undefined) throw new MuhurError('portal/not-found', { what: 'card' });
  const issuer = row['issuer'] === 'seal' ? 'seal' : 'qualified';
  return pfxOf({
    privateKey: key.pkcs8,
    certificates: [certificate, authority.certificates[issuer], authority.certificates.root],
    friendlyName: String(row['label']),
    password,
  });

  function readCard(folder: string) {
    return readState(cards.directoryOf(folder));
  }
}

function privateKey(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}

function derOf(row: Row): Uint8Array {
  return row['der'] instanceof Uint8Array ? row['der'] : new Uint8Array();
}
