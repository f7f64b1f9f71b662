import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Card, PinStatus } from '../../card/card.ts';
import type { CardService, CardTarget } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { worse } from '../../card/ways.ts';
import { cardsView } from '../../contributions.ts';

export interface Tries {
  readonly pin: PinStatus;
  readonly puk: PinStatus;
}

/**
 * Asks the card now: another program may have spent tries since it was read. Then the explorer
 * follows.
 */
export async function readTries({ cards }: CardServices, target: CardTarget): Promise<Tries> {
  const read = async (card: Card): Promise<Tries> => {
    return { pin: await card.readPinStatus(), puk: await card.readPukStatus() };
  };
  // Not a word about it, only a line that moves: it is over in a moment, unless the card is busy.
  const location = { viewId: cardsView };
  const tries = await vscode.window.withProgress({ location }, async () => {
    const told = await cards.withCard(target, 'shared', read);
    const byCard = target.token === undefined ? null : await byApdu(cards, target, read);
    if (byCard === null) return told;
    return { pin: worse(told.pin, byCard.pin), puk: worse(told.puk, byCard.puk) };
  });
  const shown = cards.state.readers.find(({ status }) => status.name === target.reader)?.card;
  if (shown && !isDeepStrictEqual({ pin: shown.pin, puk: shown.puk }, tries)) void cards.refresh();
  return tries;
}

/** Modules often tell less than the card itself; null where no reader shows the card. */
async function byApdu(
  cards: CardService,
  { reader, serial }: CardTarget,
  read: (card: Card) => Promise<Tries>,
): Promise<Tries | null> {
  if (!cards.state.readers.some(({ status }) => status.name === reader)) return null;
  return cards.withCard({ reader, serial }, 'shared', read).catch(() => null);
}
