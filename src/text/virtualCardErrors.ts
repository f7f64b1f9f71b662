import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong with a virtual card on disk. */
export const virtualCardErrors: Explanations<Family<'virtual-card'>> = {
  'virtual-card/damaged': ({ path, keptAs, reason }) => ({
    what: l10n.t('The saved state of a virtual card cannot be read: “{0}”.', path),
    meaning: l10n.t('Nothing was reset: what was there is kept as “{0}”.', keptAs),
    advice: l10n.t('Restore the file from a copy, or delete the card and create a new one.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'virtual-card/in-use': ({ pid }) => ({
    what: l10n.t('This virtual card is in use in another window or program.'),
    meaning:
      pid === null
        ? l10n.t('A virtual card has one owner at a time.')
        : l10n.t('A virtual card has one owner at a time; at the moment it is process {0}.', pid),
    advice: l10n.t('Take the card out there, or choose another card.'),
  }),
  'virtual-card/not-found': ({ name }) => ({
    what: l10n.t('There is no virtual card named “{0}”.', name),
    meaning: l10n.t('It may have been deleted in another window.'),
    advice: l10n.t('Choose another card, or create a new one.'),
    remedy: 'create-virtual-card',
  }),
  'virtual-card/exists': ({ name }) => ({
    what: l10n.t('There is already a virtual card named “{0}”.', name),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Choose another name.'),
  }),
  'virtual-card/name': ({ name }) => ({
    what: l10n.t('A virtual card cannot be named “{0}”.', name),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t(
      'Use letters, digits, spaces, “.”, “_” and “-”, a letter or digit first, and 64 characters at most.',
    ),
  }),
  'virtual-card/storage': ({ path, reason }) => ({
    what: l10n.t('A virtual card cannot be read or saved: “{0}”.', path),
    meaning: l10n.t('The card stays as it was saved last.'),
    advice: l10n.t('Check that the disk has free space and that the folder belongs to you.'),
    remedy: 'show-log',
    detail: reason,
  }),
};
