import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PinStatus } from '../../card/card.ts';
import { MuhurError } from '../../errors.ts';

/** Would one more wrong PIN lock the card? */
export function isLastTry({ state, triesLeft }: PinStatus): boolean {
  return state === 'last-try' || triesLeft === 1;
}

/** Names what a wrong PIN will do now. Rejects with `cancelled` unless the user insists. */
export async function confirmLastTry(): Promise<void> {
  const proceed = l10n.t('Use the Last Try');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Only one PIN try is left.'),
    {
      modal: true,
      detail: l10n.t(
        'If the next PIN is wrong, the card locks: it neither signs nor decrypts until a new PIN is made with “Kilit Çözme” in Kamu SM’s online services; a virtual card is unlocked with its PUK. Go on only if you are certain of the PIN.',
      ),
    },
    proceed,
  );
  if (answer !== proceed) throw new MuhurError('cancelled', {});
}
