import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong when a CMS signature is made or read. */
export const cmsErrors: Explanations<Family<'cms'>> = {
  'cms/malformed': ({ reason }) => ({
    what: l10n.t('This is not a CMS signature that can be read.'),
    meaning: l10n.t('It is damaged, of another kind, or too large.'),
    advice: l10n.t('Sign again, as CMS in DER form with the content or detached from it.'),
    detail: reason,
  }),
  'cms/certificate': ({ reason }) => ({
    what: l10n.t('With this certificate no CMS signature can be made.'),
    meaning: l10n.t(
      'It cannot be read, or its key is neither RSA of 2048 bits or more nor EC P-384.',
    ),
    advice: l10n.t('Choose another certificate.'),
    detail: reason,
  }),
  'cms/other-key': () => ({
    what: l10n.t('The signature does not fit the certificate.'),
    meaning: l10n.t(
      'It was made with another key, or over something else. Nothing was kept of it.',
    ),
    advice: l10n.t('Choose the certificate that belongs to the key, and sign again.'),
  }),
};
