import type { CardsTree } from './cardsTree.ts';
import type { CardNode, CardsNode } from './node.ts';
import { isCardsNode } from './node.ts';
import { rowsBelow } from './rowsBelow.ts';

/**
 * Does the portal know the card that a command was about: that of its row, or, when the user picked
 * one, any virtual card that is there?
 */
export function isKnownToPortal(tree: CardsTree, argument: unknown): boolean {
  const rows: readonly CardsNode[] = isCardsNode(argument) ? [argument] : rowsBelow(tree.all);
  return rows.filter((row) => row.kind === 'card').some(hasPortalState);
}

function hasPortalState({ card, children }: CardNode): boolean {
  return card.family === 'virtual' && children.some(({ context }) => context.includes(':portal-'));
}
