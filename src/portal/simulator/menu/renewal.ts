import type * as z from 'zod';
import type { CardOwner } from '../../../card/virtual/cardOwner.ts';
import { MuhurError } from '../../../errors.ts';
import type { KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import type { readRenewalOffer, renewCard } from '../../contract/menu.ts';
import { issueCard } from '../organisations/issueCard.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import { cardOf, cardRow } from './cards.ts';
import { renewableFrom } from './certificateRules.ts';
import { certificatesOn } from './certificates.ts';

/** Our choice: what a renewal really costs is not in the guide, and nobody pays here. */
const FEE = { amount: '1250.00', currency: 'TRY' } as const;

type Offer = z.output<typeof readRenewalOffer.response>;
type Delivery = z.output<typeof renewCard.response>;
type Order = z.output<typeof renewCard.body>;

/**
 * What a renewal of that card costs, and from when on: three months before the end of the first of
 * its certificates, or once one is revoked.
 * @throws `portal/not-found`.
 */
export function renewalOffer(simulator: Simulator, vkn: string, serial: string): Offer {
  const { deliveredAt } = cardOf(simulator, vkn, serial);
  const [allowedFrom = deliveredAt] = certificatesOn(simulator, serial)
    .map(({ state, since, notAfter }) =>
      state === 'revoked' ? since : renewableFrom(new Date(notAfter)).toISOString(),
    )
    .sort();
  return { allowed: allowedFrom <= simulator.clock.stamp(), allowedFrom, fee: FEE };
}

/**
 * Delivers a new card to the same owner, with new keys, PIN and PUK, its certificates on hold. The
 * old card stays as it is.
 * @throws `portal/not-found`, `portal/renewal-early`, `portal/not-confirmed`.
 */
export async function orderRenewal(
  simulator: Simulator,
  vkn: string,
  serial: string,
  { acceptedFee, keyAlgorithm }: Order,
): Promise<Delivery> {
  const old = cardRow(simulator, vkn, serial);
  const { allowed, allowedFrom, fee } = renewalOffer(simulator, vkn, serial);
  if (!allowed) throw new MuhurError('portal/renewal-early', { allowedFrom });
  if (acceptedFee.amount !== fee.amount) throw new MuhurError('portal/not-confirmed', {});
  const delivered = await issueCard(simulator, {
    vkn,
    profile: old['profile'] as 'mali-muhur' | 'e-imza',
    owner: ownerOf(simulator, old),
    keyAlgorithm: keyAlgorithm ?? (old['key_algorithm'] as KeyPairAlgorithm),
  });
  return {
    card: cardOf(simulator, vkn, delivered),
    certificates: certificatesOn(simulator, delivered),
  };
}

/** Whom the certificates of a card name: the organisation, or the signatory of an e-imza. */
function ownerOf({ database }: Simulator, card: Row): CardOwner {
  const vkn = String(card['vkn']);
  if (card['profile'] === 'e-imza') {
    const person = database.get(
      `SELECT signatory.tckn, signatory.name FROM signatory JOIN certificate
         ON certificate.label = signatory.tckn || 'NES0'
       WHERE signatory.vkn = ? AND certificate.card = ?`,
      vkn,
      String(card['serial']),
    );
    // Somebody who signs for the organisation no longer gets no card from it.
    if (person === undefined) throw new MuhurError('portal/not-signatory', {});
    return { tckn: String(person['tckn']), name: String(person['name']) };
  }
  const organisation = database.get('SELECT trade_name FROM organisation WHERE vkn = ?', vkn);
  return { vkn, tradeName: String(organisation?.['trade_name']) };
}
