import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';
import { costNoTry, mayHaveCostTry } from './tryCost.ts';

/** What goes wrong with the module of a card's maker. */
export const pkcs11Errors: Explanations<Family<'pkcs11'>> = {
  'pkcs11/addon-missing': ({ reason }) => ({
    what: l10n.t('This build cannot use PKCS#11 modules.'),
    meaning: l10n.t('Its native part is missing or could not be loaded.'),
    advice: l10n.t('Install the extension for your system, or reinstall it.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'pkcs11/not-found': ({ module, reason }) => ({
    what: l10n.t('There is no PKCS#11 module “{0}”, or it cannot be read.', module),
    meaning: l10n.t('Nothing was sent to a card.'),
    advice: l10n.t('Install the software of the card’s maker, or correct the path.'),
    detail: reason,
  }),
  'pkcs11/not-library': ({ module }) => ({
    what: l10n.t('“{0}” is no library.', module),
    meaning: l10n.t('A PKCS#11 module is a .dll, .so or .dylib file.'),
    advice: l10n.t('Choose the module of the card’s maker.'),
  }),
  'pkcs11/other-architecture': ({ module, theirs, ours }) => ({
    what: l10n.t('The module “{0}” is made for another kind of program.', module),
    meaning: l10n.t('It is for {0}, and this program is {1}.', theirs, ours),
    advice: l10n.t(
      'Install the {0} version of the card’s software; on 64-bit Windows it lies in System32, the 32-bit one in SysWOW64.',
      ours,
    ),
  }),
  'pkcs11/not-module': ({ module, reason }) => ({
    what: l10n.t('The library “{0}” is no PKCS#11 module.', module),
    meaning: l10n.t('It has no function C_GetFunctionList.'),
    advice: l10n.t('Choose the module of the card’s maker.'),
    detail: reason,
  }),
  'pkcs11/not-loaded': ({ module, reason }) => ({
    what: l10n.t('The system could not load the module “{0}”.', module),
    meaning: l10n.t('Mostly another library that it needs is missing.'),
    advice: l10n.t('Reinstall the software of the card’s maker; the log says what is missing.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'pkcs11/failed': ({ module, operation, ckr }) => ({
    what: l10n.t('The card’s module refused: {0} in {1}.', ckr, operation),
    meaning: [l10n.t('The module is “{0}”.', module), mayHaveCostTry()].join(' '),
    advice: l10n.t('Take the card out, put it in again and look at its state.'),
  }),
  'pkcs11/ended': ({ module, operation, seconds }) => ({
    what: ended(module, seconds),
    meaning: [l10n.t('It took nothing else with it.'), costNoTry()].join(' '),
    advice: l10n.t(
      'It is started again the next time. If this repeats, update the card’s software.',
    ),
    detail: operation,
  }),
  'pkcs11/ended-with-pin': ({ module, operation, seconds }) => ({
    what: ended(module, seconds),
    meaning: [mayHaveCostTry(), l10n.t('It was sent once and is not sent again.')].join(' '),
    advice: l10n.t('Look at the remaining tries before you go on.'),
    detail: operation,
  }),
  'pkcs11/other-card': ({ module }) => ({
    what: l10n.t('The module “{0}” does not know this card.', module),
    meaning: [l10n.t('It is for cards of another maker.'), costNoTry()].join(' '),
    advice: l10n.t('Use the module of this card’s maker.'),
  }),
  'pkcs11/not-initialised': ({ module }) => ({
    what: l10n.t('This token is not initialised.'),
    meaning: [
      l10n.t('It has no PIN, keys or certificates yet; the module is “{0}”.', module),
      costNoTry(),
    ].join(' '),
    advice: l10n.t('Initialise it with the software of its maker.'),
  }),
  'pkcs11/no-pin': () => ({
    what: l10n.t('This card has no PIN yet.'),
    meaning: [l10n.t('Newer cards come without one.'), costNoTry()].join(' '),
    advice: l10n.t('Make one with “PIN Oluşturma / Kilit Çözme” in Kamu SM’s online services.'),
  }),
  'pkcs11/pin-expired': () => ({
    what: l10n.t('The PIN of this card has to be changed before it can be used.'),
    meaning: l10n.t('The card wants a PIN of your own. {0}', costNoTry()),
    advice: l10n.t('Change it with “Change PIN”.'),
  }),
  'pkcs11/no-other-way': () => ({
    what: l10n.t('No module shows a card that is in a reader.'),
    meaning: l10n.t('There is only one way to each of them.'),
    advice: l10n.t('Add the module of the card’s maker with “Add PKCS#11 Module…”.'),
  }),
  'pkcs11/pin-refused': ({ module }) => ({
    what: l10n.t('The card refuses a PIN of this form.'),
    meaning: [l10n.t('It is too short, too long or has other characters.'), mayHaveCostTry()].join(
      ' ',
    ),
    advice: l10n.t(
      'Choose one as the card’s own software asks for it; the module is “{0}”.',
      module,
    ),
  }),
};

function ended(module: string, seconds: number | null): string {
  return seconds === null
    ? l10n.t('The card’s module “{0}” has crashed.', module)
    : l10n.t('The card’s module “{0}” did not answer within {1} seconds.', module, seconds);
}
