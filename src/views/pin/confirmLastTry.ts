import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PinStatus } from '../../card/card.ts';
import type { CardTarget } from '../../card/cardState.ts';
import { isLastTry } from '../../card/pinTries.ts';
import { MuhurError } from '../../errors.ts';
import { readerNameText } from '../../text/cardWords.ts';

/**
 * At the last try, names what a wrong PIN will do now. Rejects with `cancelled` unless the user
 * insists.
 *
 * @returns whether it was the last try, which the user has confirmed then.
 */
export async function confirmIfLastTry(
  { reader }: CardTarget,
  status: PinStatus,
): Promise<boolean> {
  if (!isLastTry(status)) return false;
  const proceed = l10n.t('Use the Last Try');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Only one PIN try is left for the card in “{0}”.', readerNameText(reader)),
    {
      modal: true,
      detail: l10n.t(
        'If the next PIN is wrong, the card locks: it neither signs nor decrypts until a new PIN is made with “Kilit Çözme” in Kamu SM’s online services; a virtual card is unlocked with its PUK. Go on only if you are certain of the PIN.',
      ),
    },
    proceed,
  );
  if (answer !== proceed) throw new MuhurError('cancelled', {});
  return true;
}
