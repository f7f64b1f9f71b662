import type { CardsTree } from './cardsTree.ts';
import type { CardNode, CertificateNode } from './node.ts';
import { rowsBelow } from './rowsBelow.ts';

/** The row of the card that a certificate is on; undefined when the card is gone by now. */
export function cardAbove(tree: CardsTree, { id }: CertificateNode): CardNode | undefined {
  return rowsBelow(tree.all)
    .filter((row) => row.kind === 'card')
    .find(({ children }) => children.some((child) => child.id === id));
}
