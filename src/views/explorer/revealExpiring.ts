import * as vscode from 'vscode';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';
import { soonestExpiring } from '../statusBar/soonestExpiring.ts';
import type { CardsView } from './cardsView.ts';
import { describingOnce } from './describeCertificates.ts';
import { offerVirtualCard } from './pickCard.ts';

/** Go to the Certificate That Expires First: opens the explorer there. */
export async function revealExpiring(late: LateServices, view: CardsView): Promise<void> {
  const { cards, describeCertificate } = await late.get();
  cards.start();
  const soonest = soonestExpiring(await settled(cards), describingOnce(describeCertificate));
  if (soonest === undefined) {
    offerVirtualCard();
    return;
  }
  await vscode.commands.executeCommand('maliMuhur.cards.focus');
  await view.reveal(
    (node) => node.kind === 'certificate' && node.certificate.der === soonest.certificate.der,
    true,
  );
}
