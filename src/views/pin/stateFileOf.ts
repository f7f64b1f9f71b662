import type { CardTarget } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { showStateFile } from '../virtualCard/showStateFile.ts';
import { virtualCardIn } from '../virtualCard/virtualCardIn.ts';

/** For a virtual card of this window: what shows the file where its PIN and PUK are written. */
export async function stateFileOf(
  { virtualCards }: CardServices,
  target: CardTarget,
): Promise<(() => Promise<void>) | undefined> {
  const card = virtualCardIn(await virtualCards.list(), target);
  return card && (() => showStateFile(card));
}
