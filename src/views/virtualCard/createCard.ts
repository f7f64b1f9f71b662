import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VirtualCards } from '../../card/services.ts';
import type { VirtualCardProfile } from '../../card/virtual/library.ts';

/** Creates a virtual card, with progress, because finding the primes of its keys takes a while. */
export async function createCard(
  virtualCards: VirtualCards,
  name: string,
  profile: VirtualCardProfile,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Creating the keys of the virtual card “{0}”…', name),
  };
  await vscode.window.withProgress(options, () => virtualCards.create(name, profile));
}
