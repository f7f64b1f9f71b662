import type { VirtualCardProfile } from '../../../card/virtual/library.ts';
import type { MadeCard } from '../../../card/virtual/storeCard.ts';
import type { KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import type { Simulator } from '../simulator.ts';
import { newRegistration, register } from './createOrganisation.ts';

export interface OrderedCard {
  readonly vkn: string;
  readonly serial: string;
  readonly made: MadeCard;
}

/**
 * A card that is ready for use, for a new organisation or its signatory. Whoever ordered it keeps
 * it: the simulator knows it, but has no folder of it.
 */
export async function orderCard(
  simulator: Simulator,
  profile: VirtualCardProfile,
  keyAlgorithm: KeyPairAlgorithm,
  name?: string,
): Promise<OrderedCard> {
  const registration = newRegistration(simulator, {});
  const { vkn, tradeName, signatory } = registration;
  const [card] = await register(simulator, registration, 'active', [
    {
      vkn,
      profile,
      keyAlgorithm,
      owner: profile === 'mali-muhur' ? { vkn, tradeName } : signatory,
      issued: { state: 'active', since: simulator.clock.now() },
      keptElsewhere: true,
      ...(name !== undefined && { name }),
    },
  ]);
  if (card === undefined) throw new RangeError('no card was made');
  return { vkn, serial: card.serial, made: card.made };
}
