import type { CardServices } from '../../card/services.ts';
import { setting } from '../settings.ts';

/**
 * The PKCS#11 module that a card is used through, or else the first one that the user added; null
 * leaves it to the card's maker, whose software is found by itself.
 */
export async function moduleInUse(services: CardServices): Promise<string | null> {
  const { readers, tokens } = services.cards.state;
  const used = readers.find(({ way }) => way !== null)?.way ?? tokens[0];
  if (used !== undefined) return used.module;
  const known = await services.findKnownModules();
  const [added = null] = setting('maliMuhur.pkcs11.modules');
  return known.some(({ isAkis }) => isAkis) ? null : added;
}
