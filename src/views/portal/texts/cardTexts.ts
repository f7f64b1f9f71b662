import * as l10n from '@vscode/l10n';
import type { CardSentence } from '../protocol/texts.ts';

/** PIN / PUK Bilgisi and Kilit Çözme. */
export function cardTexts(): Record<CardSentence, string> {
  return { ...secretTexts(), ...unlockTexts() };
}

function secretTexts() {
  return {
    warningsRead: l10n.t('I have read all four warnings.'),
    readFirst: l10n.t('Please read the warnings and tick the box first.'),
    showSecrets: l10n.t('Show PIN and PUK'),
    hideSecrets: l10n.t('Hide Now'),
    hiddenIn: l10n.t('Hidden again in {0}'),
    hiddenValue: l10n.t('hidden'),
    reveal: l10n.t('Reveal {0}'),
    conceal: l10n.t('Mask {0}'),
    printSecrets: l10n.t('Print'),
    saveMeans: l10n.t('Makes a PDF, where you say.'),
    eraseMeans: l10n.t('Deletes them from the portal for good.'),
    eraseAsk: l10n.t('Delete PIN and PUK of “{0}”?'),
    eraseFinal: l10n.t('Save or print them first if you do not know them by heart.'),
    secretsGone: l10n.t('PIN and PUK of this card were deleted. Nobody can show them again.'),
    secretsGoneWay: l10n.t('With {0} you get a new PIN.'),
    secretsSealed: l10n.t(
      'PIN and PUK of this card cannot be read here: another program has begun these data and keeps the key to them, or the key is lost.',
    ),
    secretsSealedWay: l10n.t(
      'Use the program that began the data, VS Code or the terminal; or reset the simulator.',
    ),
  };
}

function unlockTexts() {
  return {
    unlockLead: l10n.t('For the card “{0}”, when its PIN was entered wrongly three times.'),
    unlockWhen: l10n.t('The portal speaks with the card in the reader and unlocks it.'),
    unlockNewPin: l10n.t('The card gets a new PIN. The old one is no longer valid.'),
    unlockLeave: l10n.t('Leave the card in the reader until it is done.'),
    unlockReader: l10n.t('The card is in the reader “{0}”.'),
    unlockNoReader: l10n.t('The card is in no reader. Insert it, then look again.'),
    unlockGo: l10n.t('Unlock and Make a New PIN'),
    unlockRunning: l10n.t('The card is being unlocked …'),
    unlockRunningKeep: l10n.t('Please leave the card in the reader.'),
    unlockInterrupted: l10n.t('Unlocking was interrupted before it was done.'),
    unlockInterruptedWay: l10n.t('Insert the same card and go on. Nothing is lost.'),
    unlockGoOn: l10n.t('Go On'),
    unlockDone: l10n.t('The card is unlocked and has a new PIN.'),
    unlockDoneWay: l10n.t('You find it under {0}.'),
  };
}
