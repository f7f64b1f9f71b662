import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../contributions.ts';
import type { CardsView } from './explorer/cardsView.ts';

/** Get Started. Its first step is done when a card is seen, so the readers are watched from now on. */
export async function openWalkthrough(view: CardsView): Promise<void> {
  view.watch();
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    `${extensionId}#${walkthroughId}`,
  );
}
