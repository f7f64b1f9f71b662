import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Card } from '../../card/card.ts';
import { rejectSpentTries } from '../../card/pinTries.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import type { ChosenCard } from '../explorer/pickCard.ts';
import type { LateServices } from '../lateServices.ts';
import { chooseCard } from './chooseCard.ts';
import { confirmIfLastTry } from './confirmLastTry.ts';
import { newPinSteps, presentPinStep } from './secretSteps.ts';
import { withSecrets } from './secretWizard.ts';
import { stateFileOf } from './stateFileOf.ts';
import { readTries } from './tries.ts';

/** Change PIN: for the card of a row, or one that the user picks. */
export async function changePin(late: LateServices, argument: unknown): Promise<void> {
  const services = await late.get();
  await changePinOf(services, await chooseCard(services, argument, l10n.t('Change PIN')));
}

/** Asks for the present PIN and twice for the new one, and has the card change it. */
export async function changePinOf(
  services: CardServices,
  { target, card }: ChosenCard,
): Promise<void> {
  const { pin: status } = await readTries(services, target);
  if (status.state === 'blocked') throw new MuhurError('pin/blocked', {});
  const lastTryConfirmed = await confirmIfLastTry(target, status);

  const wizard = {
    title: l10n.t('Change PIN – {0}', pinStatusText(status)),
    steps: [presentPinStep(target, card.pinRule), ...newPinSteps(card.pinRule, 'pin')] as const,
    working: l10n.t('The card is changing the PIN…'),
    showFile: await stateFileOf(services, target),
    hasPinPad: card.hasPinPad,
  };
  await withSecrets(wizard, ([presentPin, newPin], signal) => {
    const change = async (open: Card): Promise<void> => {
      await rejectSpentTries(open, 'pin', lastTryConfirmed);
      await open.changePin(presentPin, newPin);
    };
    return services.cards.withCard(target, 'exclusive', change, signal);
  });
  void vscode.window.showInformationMessage(l10n.t('The PIN was changed.'));
}
