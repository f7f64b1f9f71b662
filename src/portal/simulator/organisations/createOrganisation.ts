import { randomInt } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import { completeTckn, completeVkn } from '../../../pki/taxNumbers.ts';
import type { KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import { randomDigits } from '../../../pki/testAuthority/testSubjects.ts';
import type { Scenario } from '../../contract/organisations.ts';
import { hashSecurityWord } from '../signIn/securityWord.ts';
import type { Simulator } from '../simulator.ts';
import type { CardOrder, PreparedCard } from './issueCard.ts';
import { prepareCard } from './issueCard.ts';
import { sealOf } from './scenarios.ts';
import { sealTestWord } from './testWord.ts';

export interface OrganisationOrder {
  readonly scenario: Scenario;
  readonly keyAlgorithm: KeyPairAlgorithm;
  readonly vkn?: string | undefined;
  readonly tradeName?: string | undefined;
  readonly securityWord?: string | undefined;
  readonly phone?: string | undefined;
  readonly tckn?: string | undefined;
}

/** An organisation as it is registered, before its cards. */
export interface Registration {
  readonly vkn: string;
  readonly tradeName: string;
  readonly securityWord: string;
  readonly phone: string;
  readonly signatory: { readonly tckn: string; readonly name: string };
}

const WORDS = ['cinar', 'deniz', 'gunes', 'kaplan', 'lale', 'orman', 'papatya', 'yildiz'];
const FIRST_NAMES = ['Çağrı', 'Gülşen', 'İpek', 'Işıl', 'Ömer', 'Şükrü', 'Uğur', 'Yağmur'];

/**
 * A new organisation: registered, with a seal as the scenario wants it, and with a signatory whose
 * e-imza is active. All of it, or nothing. @returns the tax number.
 * @throws `portal/organisation-exists` for a tax number that was asked for.
 */
export async function createOrganisation(
  simulator: Simulator,
  order: OrganisationOrder,
): Promise<string> {
  const now = simulator.clock.now();
  const registration = newRegistration(simulator, order);
  const { vkn, tradeName, signatory } = registration;
  const seal = { vkn, profile: 'mali-muhur', owner: { vkn, tradeName } } as const;
  const eSignature = { vkn, profile: 'e-imza', owner: signatory } as const;
  await register(simulator, registration, order.scenario, [
    { ...seal, keyAlgorithm: order.keyAlgorithm, ...sealOf(order.scenario, now) },
    { ...eSignature, keyAlgorithm: order.keyAlgorithm, issued: { state: 'active', since: now } },
  ]);
  return vkn;
}

/** Numbers and names of an organisation that does not exist yet. */
export function newRegistration(
  { database }: Simulator,
  { vkn, tradeName, securityWord, phone, tckn }: Partial<OrganisationOrder>,
): Registration {
  const number = vkn ?? unused(() => completeVkn(`12${randomDigits(7)}`), 'organisation', 'vkn');
  return {
    vkn: number,
    tradeName: tradeName ?? `Test Kurum ${number} İç ve Dış Ticaret A.Ş. (TEST)`,
    securityWord: securityWord ?? `${pick(WORDS)}-${pick(WORDS)}-${randomDigits(4)}`,
    phone: phone ?? unused(() => `+90555${randomDigits(7)}`, 'organisation', 'phone'),
    signatory: {
      tckn: tckn ?? unused(() => completeTckn(`11${randomDigits(7)}`), 'signatory', 'tckn'),
      name: `${pick(FIRST_NAMES)} Test İmza Sahibi (TEST)`,
    },
  };

  function unused(draw: () => string, table: 'organisation' | 'signatory', column: string): string {
    const sql = `SELECT 1 FROM ${table} WHERE ${column} = ?`;
    // One of millions: a second draw is rare, a hundredth impossible.
    for (let attempt = 0; attempt < 100; attempt++) {
      const value = draw();
      if (database.get(sql, value) === undefined) return value;
    }
    return draw();
  }
}

/** Registers an organisation together with its cards. @returns the cards. */
export async function register(
  simulator: Simulator,
  registration: Registration,
  scenario: Scenario,
  orders: readonly CardOrder[],
): Promise<PreparedCard[]> {
  const { database, statuses, vault } = simulator;
  const { vkn, tradeName, securityWord, phone, signatory } = registration;
  demandNew();
  const hash = await hashSecurityWord(securityWord);
  const made = await Promise.allSettled(orders.map((order) => prepareCard(simulator, order)));
  const cards = made.flatMap((card) => (card.status === 'fulfilled' ? [card.value] : []));
  try {
    for (const card of made) if (card.status === 'rejected') throw card.reason;
    database.transaction(() => {
      demandNew();
      database.run(
        `INSERT INTO organisation (vkn, trade_name, scenario, security_word, test_word, address,
           phone, email)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        vkn,
        tradeName,
        scenario,
        hash,
        sealTestWord(vault, vkn, securityWord),
        'Deneme Mah. Örnek Cad. No: 1, 06100 Çankaya/Ankara',
        phone,
        `${vkn}@ornek.invalid`,
      );
      const { tckn, name } = signatory;
      database.run('INSERT INTO signatory (tckn, vkn, name) VALUES (?, ?, ?)', tckn, vkn, name);
      for (const card of cards) card.insert();
    });
  } finally {
    for (const card of cards) card.settled();
  }
  statuses.changed();
  return cards;

  function demandNew(): void {
    if (database.get('SELECT 1 FROM organisation WHERE vkn = ?', vkn) !== undefined) {
      throw new MuhurError('portal/organisation-exists', { vkn });
    }
  }
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? '';
}
