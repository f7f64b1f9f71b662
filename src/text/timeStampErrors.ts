import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';
import { quotable } from './visibleText.ts';

/** What goes wrong when a time stamp is asked for. */
export const timeStampErrors: Explanations<Family<'time-stamp'>> = {
  'time-stamp/unreachable': ({ address, reason }) => ({
    what: l10n.t('The time-stamp server {0} does not answer.', quotable(address)),
    meaning: l10n.t('Without its time stamp nothing was signed or changed.'),
    advice: l10n.t('Check its address, the network and the proxy, then try again.'),
    remedy: 'retry',
    detail: reason,
  }),
  'time-stamp/refused': ({ address, text }) => ({
    what: l10n.t('The time-stamp server {0} refuses: “{1}”.', quotable(address), quotable(text)),
    meaning: l10n.t('Without its time stamp nothing was signed or changed.'),
    advice: l10n.t('Check the account of the time-stamp server, and what is left on it.'),
  }),
  'time-stamp/no-address': ({ text }) => ({
    what:
      text === ''
        ? l10n.t('Level T needs a time stamp, and no time-stamp server is set.')
        : l10n.t('“{0}” is no address of a time-stamp server.', quotable(text)),
    meaning: l10n.t('Nothing was asked, signed or changed.'),
    advice: l10n.t(
      'Set maliMuhur.sign.tsa.url to an address that begins with http:// or https://, or maliMuhur.sign.level to B.',
    ),
  }),
  'time-stamp/answer': ({ address, reason }) => ({
    what: l10n.t(
      'The answer of the time-stamp server {0} is not the time stamp that was asked for.',
      quotable(address),
    ),
    meaning: l10n.t('Without its time stamp nothing was signed or changed.'),
    advice: l10n.t('Check the address; if it is right, tell whoever runs the server.'),
    detail: reason,
  }),
};
