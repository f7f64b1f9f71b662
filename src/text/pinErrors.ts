import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong with a PIN or PUK; each says whether it cost a try. */
export const pinErrors: Explanations<Family<'pin' | 'puk'>> = {
  'pin/wrong': ({ triesLeft }) => ({
    what: l10n.t('The PIN is wrong.'),
    meaning: pinTriesLeft(triesLeft),
    advice: l10n.t(
      'Do not guess: your PIN is listed under “PIN / PUK Bilgisi” in Kamu SM’s online services.',
    ),
  }),
  'pin/blocked': ({ lastTrySpent }) => ({
    what: lastTrySpent
      ? l10n.t('The PIN is wrong, and that was the last try: the card is locked now.')
      : l10n.t('The card is locked: too many wrong PINs were entered. No try was spent just now.'),
    meaning: l10n.t(
      'It accepts no PIN until it is unlocked. Its keys and certificates are intact.',
    ),
    advice: l10n.t(
      'Make a new PIN with “Kilit Çözme” in Kamu SM’s online services. A virtual card is unlocked with its PUK.',
    ),
    remedy: 'unlock',
  }),
  'pin/not-verified': () => ({
    what: l10n.t('The card asks for the PIN first.'),
    meaning: l10n.t('It refused the operation; no PIN try was spent.'),
    advice: l10n.t('Repeat the operation and enter the PIN.'),
  }),
  'pin/unusable': () => ({
    what: l10n.t('The card says that its PIN cannot be used.'),
    meaning: l10n.t(
      'It may be locked, or it has no PIN yet: new cards come without one. What was sent may have counted as a try.',
    ),
    advice: l10n.t(
      'Do not try again. See “PIN Oluşturma / Kilit Çözme” in Kamu SM’s online services.',
    ),
  }),
  'pin/length': ({ min, max }) => ({
    what: l10n.t('A PIN of this card has {0} to {1} characters.', min, max),
    meaning: l10n.t('Nothing was sent to the card, so no try was spent.'),
    advice: l10n.t('Check the PIN and enter it again.'),
  }),
  'pin/characters': () => ({
    what: l10n.t('A PIN consists of the digits 0–9 and the letters A–Z and a–z.'),
    meaning: l10n.t('Nothing was sent to the card, so no try was spent.'),
    advice: l10n.t('Check the keyboard layout, and whether a space was pasted along.'),
  }),
  'pin/last-try': () => ({
    what: l10n.t('Only one PIN try is left, and you did not confirm that it may be used.'),
    meaning: l10n.t('Nothing was sent to the card. One more wrong PIN would lock it.'),
    advice: l10n.t(
      'When you are certain of the PIN, confirm the last try; in the terminal with “--last-try”.',
    ),
  }),
  'pin/needs-module': () => ({
    what: l10n.t('This card takes a PIN only through its maker’s PKCS#11 module.'),
    meaning: l10n.t('No module shows this card. Nothing was sent; no try was spent.'),
    advice: l10n.t(
      'Install the software of the card’s maker, AKİS for a mali mühür, or add its module with “Add PKCS#11 Module…”.',
    ),
  }),
  'puk/length': ({ min, max }) => ({
    what:
      min === max
        ? l10n.t('The PUK of this card has {0} characters.', min)
        : l10n.t('The PUK of this card has {0} to {1} characters.', min, max),
    meaning: l10n.t('Nothing was sent to the card, so no try was spent.'),
    advice: l10n.t('Check the PUK and enter it again. It is not the PIN.'),
  }),
  'puk/characters': () => ({
    what: l10n.t('A PUK consists of the digits 0–9 and the letters A–Z and a–z.'),
    meaning: l10n.t('Nothing was sent to the card, so no try was spent.'),
    advice: l10n.t('Check the keyboard layout, and whether a space was pasted along.'),
  }),
  'puk/wrong': ({ triesLeft }) => ({
    what: l10n.t('The PUK is wrong.'),
    meaning: pukTriesLeft(triesLeft),
    advice: l10n.t(
      'Do not guess: when no try is left, the card is lost for good and has to be replaced.',
    ),
  }),
  'puk/last-try': () => ({
    what: l10n.t('Only one PUK try is left, and you did not confirm that it may be used.'),
    meaning: l10n.t(
      'Nothing was sent to the card. One more wrong PUK would make it useless for good.',
    ),
    advice: l10n.t('When you are certain of the PUK, start again and confirm the last try.'),
  }),
  'puk/blocked': ({ lastTrySpent }) => ({
    what: lastTrySpent
      ? l10n.t('The PUK is wrong, and that was the last try.')
      : l10n.t('The PUK is locked: too many wrong PUKs were entered. No try was spent just now.'),
    meaning: l10n.t('This card can never be unlocked again.'),
    advice: l10n.t(
      'Apply to Kamu SM for a new card. A virtual card can be deleted and created again.',
    ),
  }),
};

function pinTriesLeft(count: number | null): string {
  if (count === 0) return l10n.t('That was the last try: the card is locked now.');
  if (count === 1) return l10n.t('That cost a try; 1 is left. One more wrong PIN locks the card.');
  return triesLeft(count);
}

function pukTriesLeft(count: number | null): string {
  if (count === 0) return l10n.t('That was the last try: the card can never be unlocked again.');
  if (count === 1)
    return l10n.t(
      'That cost a try; 1 is left. One more wrong PUK makes the card useless for good.',
    );
  return triesLeft(count);
}

function triesLeft(count: number | null): string {
  return count === null
    ? l10n.t('That cost a try; the card does not tell how many are left.')
    : l10n.t('That cost a try; {0} are left.', count);
}
