import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Card } from '../../card/card.ts';
import { rejectSpentTries } from '../../card/pinTries.ts';
import { MuhurError } from '../../errors.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import type { LateServices } from '../lateServices.ts';
import { changePinOf } from './changePin.ts';
import { chooseCard } from './chooseCard.ts';
import { confirmPuk } from './confirmPuk.ts';
import { newPinSteps, pukStep } from './secretSteps.ts';
import { withSecrets } from './secretWizard.ts';
import { stateFileOf } from './stateFileOf.ts';
import { readTries } from './tries.ts';

/** Unlock Card with PUK: for the card of a row, or one that the user picks. */
export async function unblockPin(late: LateServices, argument: unknown): Promise<void> {
  const services = await late.get();
  const chosen = await chooseCard(services, argument, l10n.t('Unlock Card with PUK'));
  const { target, card } = chosen;
  const tries = await readTries(services, target);
  if (tries.puk.state === 'blocked') throw new MuhurError('puk/blocked', {});
  const decision = await confirmPuk(target, tries);
  if (decision === 'change-pin') return changePinOf(services, chosen);

  const wizard = {
    title: l10n.t('Unlock Card with PUK – PUK: {0}', pinStatusText(tries.puk)),
    steps: [pukStep(target, card.pukRule), ...newPinSteps(card.pinRule, 'puk')] as const,
    working: l10n.t('The card is taking the PUK and the new PIN…'),
    showFile: await stateFileOf(services, target),
    hasPinPad: card.hasPinPad,
  };
  await withSecrets(wizard, ([puk, newPin], signal) => {
    const unblock = async (open: Card): Promise<void> => {
      await rejectSpentTries(open, 'puk', decision === 'use-last-puk');
      await open.unblockPin(puk, newPin);
    };
    return services.cards.withCard(target, 'exclusive', unblock, signal);
  });
  void vscode.window.showInformationMessage(
    l10n.t('The card is unlocked; from now on it takes the new PIN.'),
  );
}
