import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardTarget } from '../../card/cardState.ts';
import { isLastTry } from '../../card/pinTries.ts';
import { MuhurError } from '../../errors.ts';
import { pinStatusText, readerNameText } from '../../text/cardWords.ts';
import type { Tries } from './tries.ts';

export type PukDecision = 'use-puk' | 'use-last-puk' | 'change-pin';

/**
 * Says what is at stake before a PUK is asked for; where the card is not locked, that there is a
 * way without it. The last try has to be chosen a second time. Rejects with `cancelled` unless the
 * user goes on.
 */
export async function confirmPuk({ reader }: CardTarget, tries: Tries): Promise<PukDecision> {
  const name = readerNameText(reader);
  const isLocked = tries.pin.state === 'blocked';
  const usePuk = isLocked ? l10n.t('Enter the PUK') : l10n.t('Use the PUK Anyway');
  const changePin = l10n.t('Change PIN');
  const pinFacts = [
    l10n.t('PIN: {0}', pinStatusText(tries.pin)),
    l10n.t('If you know the PIN, “Change PIN” is enough; it needs no PUK.'),
  ].join('\n');
  const pukFacts = [
    l10n.t('PUK: {0}', pinStatusText(tries.puk)),
    l10n.t(
      'Three wrong PUKs destroy the card: it can never be unlocked again, and a new one from Kamu SM is at your own cost.',
    ),
  ].join('\n');
  const answer = await vscode.window.showWarningMessage(
    isLocked
      ? l10n.t('Unlock the card in “{0}” with its PUK?', name)
      : l10n.t('The card in “{0}” is not locked.', name),
    { modal: true, detail: isLocked ? pukFacts : `${pinFacts}\n\n${pukFacts}` },
    ...(isLocked ? [usePuk] : [changePin, usePuk]),
  );
  if (answer === changePin) return 'change-pin';
  if (answer !== usePuk) throw new MuhurError('cancelled', {});
  if (!isLastTry(tries.puk)) return 'use-puk';
  await chooseLastTry();
  return 'use-last-puk';
}

/** The choice that harms nothing is the one that Enter takes. */
async function chooseLastTry(): Promise<void> {
  const stop = {
    label: l10n.t('Keep the Card as It Is'),
    detail: l10n.t('Nothing is sent. Find the PUK first, or ask Kamu SM.'),
    iconPath: new vscode.ThemeIcon('shield'),
  };
  const proceed = {
    label: l10n.t('Use the Last PUK Try'),
    detail: l10n.t('If this PUK is wrong, the card is lost for good.'),
    iconPath: new vscode.ThemeIcon('warning'),
  };
  const chosen = await vscode.window.showQuickPick([stop, proceed], {
    title: l10n.t('Unlock Card with PUK – last try'),
    placeHolder: l10n.t('Only one PUK try is left. Are you certain of the PUK?'),
    ignoreFocusOut: true,
  });
  if (chosen !== proceed) throw new MuhurError('cancelled', {});
}
