import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Card } from '../../card/card.ts';
import { rejectSpentTries } from '../../card/pinTries.ts';
import { MuhurError } from '../../errors.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import type { LateServices } from '../lateServices.ts';
import { chooseCard } from './chooseCard.ts';
import { confirmIfLastTry } from './confirmLastTry.ts';
import { pinStep } from './secretSteps.ts';
import { withSecrets } from './secretWizard.ts';
import { stateFileOf } from './stateFileOf.ts';
import { readTries } from './tries.ts';

/** Verify PIN: for the card of a row, or one that the user picks. One PIN typed, one PIN sent. */
export async function verifyPin(late: LateServices, argument: unknown): Promise<void> {
  const services = await late.get();
  const { target, card } = await chooseCard(services, argument, l10n.t('Verify PIN'));
  const { pin: status } = await readTries(services, target);
  if (status.state === 'blocked') throw new MuhurError('pin/blocked', {});
  const lastTryConfirmed = await confirmIfLastTry(target, status);

  const wizard = {
    title: l10n.t('Verify PIN – {0}', pinStatusText(status)),
    steps: [pinStep(target, card.pinRule)] as const,
    working: l10n.t('The card is checking the PIN…'),
    showFile: await stateFileOf(services, target),
    hasPinPad: card.hasPinPad,
  };
  await withSecrets(wizard, ([pin], signal) => {
    const verify = async (open: Card): Promise<void> => {
      await rejectSpentTries(open, 'pin', lastTryConfirmed);
      await open.verifyPin(pin);
    };
    return services.cards.withCard(target, 'exclusive', verify, signal);
  });
  void vscode.window.showInformationMessage(l10n.t('The PIN is right.'));
}
