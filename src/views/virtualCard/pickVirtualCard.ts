import type { VirtualCardInfo } from '../../card/virtual/library.ts';
import { placeText, profileText } from '../../text/virtualCardWords.ts';
import { type Choice, pick } from '../pick.ts';

/** Lets the user choose one of the cards by its name. */
export function pickVirtualCard(
  cards: readonly VirtualCardInfo[],
  title: string,
  placeHolder?: string,
): Promise<VirtualCardInfo> {
  const choices = cards.map((card): Choice<VirtualCardInfo> => ({
    label: card.name,
    description: profileText(card.profile),
    detail: placeText(card.place),
    value: card,
  }));
  return pick(choices, title, placeHolder);
}
