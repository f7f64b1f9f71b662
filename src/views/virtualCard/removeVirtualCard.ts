import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LateServices } from '../lateServices.ts';
import { pickVirtualCard } from './pickVirtualCard.ts';
import { virtualCardOfRow } from './virtualCardIn.ts';

/** Remove Virtual Card: takes it out of whichever reader it is in. It stays on this computer. */
export async function removeVirtualCard(late: LateServices, argument: unknown): Promise<void> {
  const { virtualCards } = await late.get();
  const inserted = (await virtualCards.list()).filter(
    ({ place }) => place.kind === 'in-process' || place.kind === 'vpcd',
  );
  if (inserted.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('No virtual card of this window is inserted.'),
    );
    return;
  }
  const card =
    virtualCardOfRow(inserted, argument) ??
    (await pickVirtualCard(inserted, l10n.t('Remove Virtual Card')));
  await virtualCards.eject(card.name);
}
