import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardSnapshot } from '../../card/card.ts';
import { isStranger, targetOf, targetOfToken } from '../../card/cardState.ts';
import type { CardsState, CardTarget } from '../../card/cardState.ts';
import type { CommandId } from '../../contributions.ts';
import { MuhurError } from '../../errors.ts';
import { familyText, pinStatusText, readerNameText } from '../../text/cardWords.ts';
import { type Choice, pick } from '../pick.ts';
import type { CardNode } from './node.ts';

/** A card and how to reach it again. */
export interface ChosenCard {
  readonly target: CardTarget;
  readonly card: CardSnapshot;
}

/** Did a command come from the row of a card? */
export function isCardNode(argument: unknown): argument is CardNode {
  return (
    typeof argument === 'object' && argument !== null && Reflect.get(argument, 'kind') === 'card'
  );
}

/** Lets the user choose among the cards that we know; tells them when there is none. */
export async function pickCard(state: CardsState, title: string): Promise<ChosenCard> {
  const choices = [
    ...state.readers.flatMap((record) =>
      record.card === null ? [] : choice(targetOf(record), record.card),
    ),
    ...state.tokens.flatMap((token) => choice(targetOfToken(token), token.snapshot)),
  ];
  if (choices.length === 0) {
    offerVirtualCard();
    throw new MuhurError('cancelled', {});
  }
  return pick(choices, title);
}

function choice(target: CardTarget, card: CardSnapshot): Choice<ChosenCard>[] {
  if (isStranger(card)) return [];
  const { reader } = target;
  return [
    {
      label: card.version ?? card.label ?? familyText(card.family),
      description: readerNameText(reader),
      detail: l10n.t('PIN: {0}', pinStatusText(card.pin)),
      value: { target, card },
    },
  ];
}

/** Says that there is no card, with the way to one. */
export function offerVirtualCard(): void {
  const insert: { title: string; command: CommandId } = {
    title: l10n.t('Insert Virtual Card'),
    command: 'maliMuhur.virtualCard.insert',
  };
  void vscode.window
    .showInformationMessage(
      l10n.t('There is no card to work with. Push a card into a reader, or insert a virtual card.'),
      insert,
    )
    .then((button) => button && vscode.commands.executeCommand(button.command));
}
