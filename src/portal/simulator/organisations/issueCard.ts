import type { CardOwner } from '../../../card/virtual/cardOwner.ts';
import type { VirtualCardProfile } from '../../../card/virtual/library.ts';
import type { CertificateRequest } from '../../../card/virtual/personalise.ts';
import { makeCard } from '../../../card/virtual/personalise.ts';
import type { MadeCard } from '../../../card/virtual/storeCard.ts';
import { restoreCard } from '../../../card/virtual/storeCard.ts';
import { toHex } from '../../../hex.ts';
import { describeCertificate } from '../../../pki/certificate.ts';
import { validFor } from '../../../pki/testAuthority/authority.ts';
import type { Validity } from '../../../pki/testAuthority/authority.ts';
import type { KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import type { Simulator } from '../simulator.ts';

/** For how long a new certificate is valid. */
export const YEARS_OF_VALIDITY = 3;

export type IssuedState =
  | { readonly state: 'on-hold' | 'active'; readonly since: Date }
  | { readonly state: 'revoked'; readonly since: Date; readonly reason: string };

/** A card to be made. */
export interface CardOrder {
  /** Whose card it is for the portal, also where its certificates name a person. */
  readonly vkn: string;
  readonly profile: VirtualCardProfile;
  /** Whom the certificates name. */
  readonly owner: CardOwner;
  /** Of the signature key; RSA-2048 unless said otherwise. */
  readonly keyAlgorithm?: KeyPairAlgorithm;
  /** Three years from now unless said otherwise. */
  readonly validity?: Validity;
  /** Of both certificates; on hold from now on, as couriers bring them, unless said otherwise. */
  readonly issued?: IssuedState;
  readonly without?: 'signing-certificate';
  readonly pinTriesLeft?: number;
  readonly pukTriesLeft?: number;
  /** By default a name that no other card has. */
  readonly name?: string;
  /** Its folder is not below `cards`: whoever ordered it keeps it. */
  readonly keptElsewhere?: true;
}

/** A card that was made and is in its folder, but that the portal does not know yet. */
export interface PreparedCard {
  readonly serial: string;
  readonly made: MadeCard;
  /** Below `cards`; null when it is kept elsewhere. */
  readonly folder: string | null;
  /** Tells the database; to be called in the transaction that delivers the card. */
  insert(): void;
  /** To be called after the transaction, however it ended. */
  settled(): void;
}

/**
 * Makes a card with certificates of the simulator's authority and writes its folder. It exists for
 * the portal once `insert` was called in a transaction; a folder without that is removed later.
 * @throws `virtual-card/storage`.
 */
export async function prepareCard(simulator: Simulator, order: CardOrder): Promise<PreparedCard> {
  const { authority, cards, clock, keys } = simulator;
  const { profile, owner } = order;
  const issuer = profile === 'mali-muhur' ? 'seal' : 'qualified';
  const validity = order.validity ?? validFor(YEARS_OF_VALIDITY, clock.now());
  const certificates: IssuedCertificate[] = [];
  const name = cards.newName(order.vkn, profile);
  try {
    const made = await makeCard({
      name: order.name ?? name,
      profile,
      owner: withTestName(owner),
      algorithm: order.keyAlgorithm ?? 'RSA-2048',
      keyPair: (algorithm) => keys.take(algorithm),
      issuers: [authority.certificates[issuer], authority.certificates.root],
      issue({ profile: leaf, publicKey, use }) {
        const der = authority.issue(issuer, leaf, publicKey, { validity });
        certificates.push({ issuer, der, label: labelOf(order, use) });
        return der;
      },
      ...(order.without && { without: order.without }),
      ...(order.pinTriesLeft !== undefined && { pinTriesLeft: order.pinTriesLeft }),
      ...(order.pukTriesLeft !== undefined && { pukTriesLeft: order.pukTriesLeft }),
    });
    const folder = order.keptElsewhere ? null : name;
    if (folder !== null) await restoreCard(cards.directoryOf(folder), made);
    return {
      serial: toHex(made.card.contents.serial),
      made,
      folder,
      insert: () => insertCard(simulator, order, { made, folder, certificates }),
      settled: () => cards.settled(name),
    };
  } catch (error) {
    cards.settled(name);
    throw error;
  }
}

/** Makes a card and delivers it. @returns its serial number. */
export async function issueCard(simulator: Simulator, order: CardOrder): Promise<string> {
  const prepared = await prepareCard(simulator, order);
  try {
    simulator.database.transaction(() => prepared.insert());
  } finally {
    prepared.settled();
  }
  simulator.statuses.changed();
  return prepared.serial;
}

interface IssuedCertificate {
  readonly issuer: 'seal' | 'qualified';
  readonly der: Uint8Array;
  readonly label: string;
}

function insertCard(
  { database, vault, clock }: Simulator,
  order: CardOrder,
  card: { made: MadeCard; folder: string | null; certificates: readonly IssuedCertificate[] },
): void {
  const { name, contents } = card.made.card;
  const serial = toHex(contents.serial);
  const [pin, puk] = [contents.pin.value, contents.puk.value];
  const issued: IssuedState = order.issued ?? { state: 'on-hold', since: clock.now() };
  const now = clock.stamp();
  database.run(
    `INSERT INTO card (serial, vkn, profile, name, folder, key_algorithm, delivered_at,
       page_secrets, secrets_made_at, unlock_secret)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    serial,
    order.vkn,
    order.profile,
    name,
    card.folder,
    order.keyAlgorithm ?? 'RSA-2048',
    now,
    vault.seal(`page:${serial}`, { pin, puk }),
    now,
    vault.seal(`unlock:${serial}`, { puk }),
  );
  for (const { issuer, der, label } of card.certificates) {
    const { serialNumber, purpose, commonName, notBefore, notAfter } = describeCertificate(der);
    database.run(
      `INSERT INTO certificate (issuer, serial, card, label, purpose, common_name, der,
         not_before, not_after, state, since, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      issuer,
      serialNumber,
      serial,
      label,
      purpose,
      commonName ?? '',
      der,
      notBefore.toISOString(),
      notAfter.toISOString(),
      issued.state,
      issued.since.toISOString(),
      issued.state === 'revoked' ? issued.reason : null,
    );
  }
}

function labelOf({ profile, owner }: CardOrder, use: CertificateRequest['use']): string {
  const number = 'vkn' in owner ? owner.vkn : owner.tckn;
  if (profile === 'e-imza') return `${number}NES0`;
  return `${number}${use === 'sign' ? 'SIGN0' : 'ENCR0'}`;
}

/** Longest common name (X.520, ub-common-name). */
const LONGEST_NAME = 64;
const TEST_MARK = ' (TEST)';

/** Every certificate says in its name that it is for tests. */
function withTestName(owner: CardOwner): CardOwner {
  if ('vkn' in owner) return { ...owner, tradeName: testName(owner.tradeName) };
  return { ...owner, name: testName(owner.name) };
}

function testName(name: string): string {
  const plain = name.endsWith(TEST_MARK) ? name.slice(0, -TEST_MARK.length) : name;
  const letters = Array.from(plain).slice(0, LONGEST_NAME - TEST_MARK.length);
  return letters.join('').trimEnd() + TEST_MARK;
}
