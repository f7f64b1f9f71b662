import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong while a signature is validated, which says nothing of the signature. */
export const validationErrors: Explanations<Family<'validation'>> = {
  'validation/ended': ({ reason }) => ({
    what: l10n.t('The validation ended before it was done.'),
    meaning: l10n.t('Nothing was found out. The document may need more memory than there is.'),
    advice: l10n.t('Try once more; if it happens again, report it together with the log.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'validation/changed': () => ({
    what: l10n.t('The document has changed since it was validated.'),
    meaning: l10n.t('What was asked for is not at that place any more.'),
    advice: l10n.t('Validate it again.'),
  }),
};
