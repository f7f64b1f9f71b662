import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LateServices } from '../lateServices.ts';
import { pickVirtualCard } from './pickVirtualCard.ts';
import { virtualCardOfRow } from './virtualCardIn.ts';

/** Delete Virtual Card: from disk, with its keys, after a question. */
export async function deleteVirtualCard(late: LateServices, argument: unknown): Promise<void> {
  const { virtualCards } = await late.get();
  const cards = await virtualCards.list();
  if (cards.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('There are no virtual cards.'));
    return;
  }
  const { name } =
    virtualCardOfRow(cards, argument) ??
    (await pickVirtualCard(cards, l10n.t('Delete Virtual Card')));
  if (await confirmed(name)) await virtualCards.delete(name);
}

async function confirmed(name: string): Promise<boolean> {
  const proceed = l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Delete the virtual card “{0}”?', name),
    {
      modal: true,
      detail: l10n.t(
        'Its keys and certificates are deleted from this computer and cannot be brought back.',
      ),
    },
    proceed,
  );
  return answer === proceed;
}
