import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong with the certificates that the user trusts. */
export const trustErrors: Explanations<Family<'trust'>> = {
  'trust/not-found': ({ path }) => ({
    what: l10n.t('There is nothing at “{0}”.', path),
    meaning: l10n.t('It was named as file or folder of trusted certificates. Nothing was checked.'),
    advice: l10n.t('Check the path.'),
  }),
  'trust/unreadable': ({ path, reason }) => ({
    what: l10n.t('“{0}” cannot be read.', path),
    meaning: l10n.t('It was named as file or folder of trusted certificates. Nothing was checked.'),
    advice: l10n.t('See that it may be read by you.'),
    detail: reason,
  }),
  'trust/not-certificate': ({ path }) => ({
    what: l10n.t('“{0}” is neither a certificate nor a revocation list.', path),
    meaning: l10n.t('Trusted certificates are read as PEM or DER. Nothing was checked.'),
    advice: l10n.t('Name another file, or the folder that the certificates are in.'),
  }),
  'trust/too-large': ({ path }) => ({
    what: l10n.t('There is too much in “{0}” to be trusted certificates.', path),
    meaning: l10n.t(
      'At most a thousand certificates and revocation lists are read, none of them above 24 MB. Nothing was checked.',
    ),
    advice: l10n.t('Name only the roots that you need.'),
  }),
  'trust/roots': ({ address, reason }) => ({
    what:
      reason === 'none'
        ? l10n.t('None of Kamu SM’s root certificates is in what {0} gives.', address)
        : l10n.t('Kamu SM’s root certificates cannot be fetched from {0}.', address),
    meaning: l10n.t(
      'Only certificates whose fingerprints are known here are taken. Nothing was changed.',
    ),
    advice: l10n.t(
      'Try later, or take the certificates from Kamu SM’s site and name their folder.',
    ),
    remedy: 'retry',
    detail: reason,
  }),
};
