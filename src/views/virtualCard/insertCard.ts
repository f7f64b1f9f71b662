import type { CardServices } from '../../card/services.ts';
import type { CardsView } from '../explorer/cardsView.ts';

/** Inserts the virtual card of that name and selects it in the explorer. */
export async function insertCard(
  { cards, virtualCards }: CardServices,
  view: CardsView,
  name: string,
): Promise<void> {
  cards.start();
  const reader = await virtualCards.insert(name);
  await view.reveal((node) => node.kind === 'card' && node.target.reader === reader);
}
