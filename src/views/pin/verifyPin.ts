import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import { pinStatusText, readerNameText } from '../../text/cardWords.ts';
import { isCardNode, pickCard } from '../explorer/pickCard.ts';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';
import { showStateFile } from '../virtualCard/showStateFile.ts';
import { virtualCardIn } from '../virtualCard/virtualCardIn.ts';
import { confirmLastTry, isLastTry } from './lastTry.ts';
import { askPin } from './pinInput.ts';

/** Verify PIN: for the card of a row, or one that the user picks. One PIN typed, one PIN sent. */
export async function verifyPin(late: LateServices, argument: unknown): Promise<void> {
  const { cards, virtualCards } = await late.get();
  cards.start();
  const { target, card } = isCardNode(argument)
    ? argument
    : await pickCard(await settled(cards), l10n.t('Verify PIN'));
  if (!card.acceptsRawPin) throw new MuhurError('pin/needs-module', { family: card.family });

  // Another program may have spent tries since the card was read.
  const status = await cards.withCard(target, 'shared', (open) => open.readPinStatus());
  if (status.state === 'blocked') throw new MuhurError('pin/blocked', {});
  const lastTryConfirmed = isLastTry(status);
  if (lastTryConfirmed) await confirmLastTry();

  const virtualCard = virtualCardIn(await virtualCards.list(), target);
  const pin = await askPin({
    title: l10n.t('Verify PIN – {0}', pinStatusText(status)),
    prompt: l10n.t('Enter the PIN of the card in “{0}”.', readerNameText(target.reader)),
    rule: card.pinRule,
    showFile: virtualCard && (() => showStateFile(virtualCard)),
  });
  try {
    await cards.withCard(target, 'exclusive', async (open) => {
      if (!lastTryConfirmed && isLastTry(await open.readPinStatus())) {
        throw new MuhurError('pin/last-try', {});
      }
      await open.verifyPin(pin);
    });
  } finally {
    pin.fill(0);
  }
  void vscode.window.showInformationMessage(l10n.t('The PIN is right.'));
}
