import type { CardTarget } from '../../card/cardState.ts';
import type { VirtualCardInfo } from '../../card/virtual/library.ts';
import { isCardNode } from '../explorer/pickCard.ts';

/**
 * The virtual card in a reader, if it is one of this window: known by the reader when that is ours,
 * and by its serial number when it is a reader of vpcd.
 */
export function virtualCardIn(
  cards: readonly VirtualCardInfo[],
  { reader, serial }: CardTarget,
): VirtualCardInfo | undefined {
  return cards.find(
    (card) =>
      (card.place.kind === 'in-process' && card.place.reader === reader) ||
      (card.place.kind === 'vpcd' && card.serial !== null && card.serial === serial),
  );
}

/** The virtual card of the row that a command came from. */
export function virtualCardOfRow(
  cards: readonly VirtualCardInfo[],
  argument: unknown,
): VirtualCardInfo | undefined {
  return isCardNode(argument) ? virtualCardIn(cards, argument.target) : undefined;
}
