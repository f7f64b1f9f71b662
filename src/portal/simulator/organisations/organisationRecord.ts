import { readState } from '../../../card/virtual/stateFile.ts';
import type { TestOrganisationRecord } from '../../contract/organisations.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import { openTestWord } from './testWord.ts';

type TestCard = TestOrganisationRecord['cards'][number];
type TestCertificate = TestCard['certificates'][number];

/** Everything that a test has to know of an organisation to play its part. */
export async function organisationRecord(
  simulator: Simulator,
  vkn: string,
): Promise<TestOrganisationRecord> {
  const { database, vault } = simulator;
  const row = database.get('SELECT * FROM organisation WHERE vkn = ?', vkn);
  const person = database.get('SELECT tckn, name FROM signatory WHERE vkn = ?', vkn);
  if (row === undefined || person === undefined) {
    throw new RangeError('there is no such organisation');
  }
  const cards = database.all('SELECT * FROM card WHERE vkn = ? ORDER BY rowid', vkn);
  return {
    vkn,
    tradeName: text(row, 'trade_name'),
    securityWord: openTestWord(vault, vkn, row['test_word']),
    phone: text(row, 'phone'),
    email: text(row, 'email'),
    address: text(row, 'address'),
    signatory: { tckn: text(person, 'tckn'), name: text(person, 'name') },
    scenario: text(row, 'scenario') as TestOrganisationRecord['scenario'],
    cards: await Promise.all(cards.map((card) => cardRecord(simulator, card))),
  };
}

async function cardRecord(simulator: Simulator, row: Row): Promise<TestCard> {
  const { cards, clock, database } = simulator;
  const serial = text(row, 'serial');
  const folder = optional(row, 'folder');
  const directory = folder === null ? null : cards.directoryOf(folder);
  const certificates = database.all(
    'SELECT * FROM certificate WHERE card = ? ORDER BY rowid',
    serial,
  );
  return {
    serial,
    name: text(row, 'name'),
    profile: text(row, 'profile') as TestCard['profile'],
    keyAlgorithm: text(row, 'key_algorithm') as TestCard['keyAlgorithm'],
    directory,
    ...(await secretsOf(simulator, serial, row, directory)),
    certificates: certificates.map((certificate) => certificateRecord(certificate, clock.stamp())),
  };
}

/** As they are on the card now; of a card that somebody else keeps, as they were delivered. */
async function secretsOf(
  { vault }: Simulator,
  serial: string,
  row: Row,
  directory: string | null,
): Promise<Pick<TestCard, 'pin' | 'puk'>> {
  const state = directory === null ? null : await readState(directory).catch(() => null);
  if (state !== null) return { pin: state.contents.pin.value, puk: state.contents.puk.value };
  const sealed = row['page_secrets'];
  const known = sealed instanceof Uint8Array ? vault.open(`page:${serial}`, sealed) : null;
  const { pin, puk } = (known ?? {}) as { pin?: string; puk?: string };
  return { pin: pin ?? null, puk: puk ?? null };
}

function certificateRecord(row: Row, now: string): TestCertificate {
  const state = text(row, 'state') as TestCertificate['state'];
  const isOver = state !== 'revoked' && text(row, 'not_after') < now;
  const der = row['der'] instanceof Uint8Array ? row['der'] : new Uint8Array();
  return {
    serialNumber: text(row, 'serial'),
    label: text(row, 'label'),
    purpose: text(row, 'purpose') as TestCertificate['purpose'],
    state: isOver ? 'expired' : state,
    certificate: Buffer.from(der).toString('base64'),
  };
}

function text(row: Row, column: string): string {
  return String(row[column]);
}

function optional(row: Row, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}
