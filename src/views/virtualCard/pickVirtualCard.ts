import type { VirtualCardInfo } from '../../card/virtual/library.ts';
import { type Choice, pick } from '../pick.ts';
import { placeText, profileText } from '../../text/virtualCardWords.ts';
import { isCardNode } from '../explorer/pickCard.ts';

/** The virtual card of the row that a command came from, wherever the card is inserted. */
export function cardOfRow(
  cards: readonly VirtualCardInfo[],
  argument: unknown,
): VirtualCardInfo | undefined {
  if (!isCardNode(argument)) return undefined;
  const { reader, serial } = argument.target;
  return cards.find(
    ({ place, serial: own }) =>
      (place.kind === 'in-process' && place.reader === reader) ||
      (place.kind === 'vpcd' && own !== null && own === serial),
  );
}

/** Lets the user choose one of the cards by its name. */
export function pickVirtualCard(
  cards: readonly VirtualCardInfo[],
  title: string,
): Promise<VirtualCardInfo> {
  const choices = cards.map((card): Choice<VirtualCardInfo> => ({
    label: card.name,
    description: card.profile === null ? '' : profileText(card.profile),
    detail: placeText(card.place),
    value: card,
  }));
  return pick(choices, title);
}
