import * as vscode from 'vscode';
import { cardsView } from '../../contributions.ts';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';

/** Refresh: asks for all readers afresh and reads every card again. */
export async function refreshCards(late: LateServices): Promise<void> {
  const { cards } = await late.get();
  cards.start();
  await vscode.window.withProgress({ location: { viewId: cardsView } }, async () => {
    await cards.refresh();
    await settled(cards);
  });
}
