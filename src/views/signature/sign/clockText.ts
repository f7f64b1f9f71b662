import * as l10n from '@vscode/l10n';
import type { SignedItem } from '../worker/messages.ts';

/** Servers are asked right after signing; what is between is the network. */
const TOLERANCE_MS = 60_000;

/** What a time stamp tells of the clock of this computer; null: nothing that matters. */
export function clockText({
  signingTime,
  stampTime,
}: Pick<SignedItem, 'signingTime' | 'stampTime'>): string | null {
  if (stampTime === null) return null;
  const difference = Date.parse(signingTime) - Date.parse(stampTime);
  if (Math.abs(difference) < TOLERANCE_MS) return null;
  const minutes = Math.round(Math.abs(difference) / 60_000);
  return difference > 0
    ? l10n.t(
        'The clock of this computer is {0} minutes ahead of the time-stamp server, and so is the signing time in the signature. Set the clock before you sign the next document.',
        minutes,
      )
    : l10n.t(
        'The clock of this computer is {0} minutes behind the time-stamp server, and so is the signing time in the signature. Set the clock before you sign the next document.',
        minutes,
      );
}
