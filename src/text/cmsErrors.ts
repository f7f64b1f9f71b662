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
};
