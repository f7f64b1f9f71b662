import * as l10n from '@vscode/l10n';
import { readerNameText } from './cardWords.ts';
import type { Explanations, Family } from './explanation.ts';
import { statusWordText } from './statusWords.ts';
import { costNoTry, mayHaveCostTry } from './tryCost.ts';

/** Commands that carry a PIN, by their names in ISO 7816-4. */
const PIN_COMMANDS = ['VERIFY', 'CHANGE REFERENCE DATA', 'RESET RETRY COUNTER'];

/** What goes wrong between a reader and the card in it. */
export const cardErrors: Explanations<Family<'card'>> = {
  'card/absent': ({ reader }) => ({
    what: l10n.t('There is no card in “{0}”.', readerNameText(reader)),
    meaning: l10n.t('Nothing was sent.'),
    advice: l10n.t('Push the card in, chip first, as far as it goes.'),
  }),
  'card/removed': ({ reader }) => ({
    what: l10n.t('The card was taken out of “{0}” while it was in use.', readerNameText(reader)),
    meaning: mayHaveCostTry(),
    advice: l10n.t('Put the card back and look at the remaining PIN tries before you go on.'),
  }),
  'card/reset': ({ reader }) => ({
    what: l10n.t('Another program reset the card in “{0}”.', readerNameText(reader)),
    meaning: [l10n.t('The card has forgotten the PIN it accepted.'), mayHaveCostTry()].join(' '),
    advice: l10n.t(
      'Wait until that program has finished, and look at the remaining PIN tries before you go on.',
    ),
  }),
  'card/mute': ({ reader }) => ({
    what: l10n.t('The card in “{0}” does not answer.', readerNameText(reader)),
    meaning: [l10n.t('It may be the wrong way round, dirty or damaged.'), mayHaveCostTry()].join(
      ' ',
    ),
    advice: l10n.t('Take it out, wipe the chip and push it in again, chip first.'),
  }),
  'card/unrecognised': ({ atr }) => ({
    what: l10n.t('Mali Mühür does not know this card.'),
    meaning: l10n.t('Nothing is sent to an unknown card, least of all a PIN.'),
    advice: l10n.t('Insert a mali mühür or e-signature card. This card’s ATR is {0}.', atr),
  }),
  'card/swapped': ({ expected, actual }) => ({
    what: l10n.t('This is not the card you started with: its serial number is {0}.', actual || '–'),
    meaning: l10n.t('Nothing was sent to it, so no PIN try was spent.'),
    advice: l10n.t('Insert the card {0} again, or start over with this one.', expected || '–'),
  }),
  'card/status': ({ command, sw }) => ({
    what: l10n.t('The card refused the command {0}.', command),
    meaning: [
      l10n.t('It answered {0}: {1}.', sw, statusWordText(sw)),
      PIN_COMMANDS.includes(command) ? mayHaveCostTry() : costNoTry(),
    ].join(' '),
    advice: PIN_COMMANDS.includes(command)
      ? l10n.t(
          'Take the card out, put it in again and look at the remaining PIN tries before you go on.',
        )
      : l10n.t('Take the card out, put it in again and try once more.'),
    remedy: 'show-log',
  }),
  'card/malformed': ({ what, reason }) => ({
    what: l10n.t('A part of the card cannot be read: {0}.', partText(what)),
    // An answer without a status word is the one defect that a PIN can meet.
    meaning: [
      l10n.t('Its contents do not follow the standard. The rest of the card is not affected.'),
      what === 'APDU' ? mayHaveCostTry() : costNoTry(),
    ].join(' '),
    advice: l10n.t('If the card is new, show it to its issuer; the log says what is wrong.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'card/key-not-found': ({ key }) => ({
    what: l10n.t('There is no key “{0}” on the card.', key),
    meaning: l10n.t('A certificate without its key cannot sign.'),
    advice: l10n.t('Refresh, and choose one of the keys that the card shows.'),
    remedy: 'refresh',
  }),
  'card/hash-length': ({ expected, actual }) => ({
    what: l10n.t('The hash to be signed has {0} bytes, and this key signs {1}.', actual, expected),
    meaning: l10n.t('Nothing was signed.'),
    advice: l10n.t('Use the hash that goes with the key: SHA-256 for P-256, SHA-384 for P-384.'),
  }),
  'card/unsupported': ({ operation }) => ({
    what: l10n.t('This kind of card cannot do that.'),
    meaning: l10n.t('Nothing was sent to it.'),
    advice: l10n.t('Use a virtual card, or the program that came with this card.'),
    detail: operation,
  }),
};

/** Files and data objects have the names of the standards; all others are words. */
function partText(part: string): string {
  return part === 'certificate' ? l10n.t('certificate') : part;
}
