import * as l10n from '@vscode/l10n';
import type { ErrorCode, MuhurError } from '../errors.ts';
import { cardErrors } from './cardErrors.ts';
import { cmsErrors } from './cmsErrors.ts';
import { documentErrors } from './documentErrors.ts';
import type { Explanation, Explanations } from './explanation.ts';
import { fileErrors } from './fileErrors.ts';
import { pinErrors } from './pinErrors.ts';
import { pkcs11Errors } from './pkcs11Errors.ts';
import { portalErrors } from './portalErrors.ts';
import { readerErrors } from './readerErrors.ts';
import { signErrors } from './signErrors.ts';
import { signInErrors } from './signInErrors.ts';
import { simulatorErrors } from './simulatorErrors.ts';
import { timeStampErrors } from './timeStampErrors.ts';
import { trustErrors } from './trustErrors.ts';
import { mayHaveCostTry } from './tryCost.ts';
import { validationErrors } from './validationErrors.ts';
import { virtualCardErrors } from './virtualCardErrors.ts';

/** Every error code; one without words does not compile. */
const explanations: Explanations<ErrorCode> = {
  ...readerErrors,
  ...cardErrors,
  ...pinErrors,
  ...pkcs11Errors,
  ...virtualCardErrors,
  ...fileErrors,
  ...trustErrors,
  ...timeStampErrors,
  ...cmsErrors,
  ...signErrors,
  ...documentErrors,
  ...signInErrors,
  ...portalErrors,
  ...simulatorErrors,
  ...validationErrors,
  // Both come from whoever read the command line, in the language of the user.
  'usage/invalid': ({ reason, hint }) => ({
    what: reason,
    meaning: l10n.t('Nothing was done.'),
    advice: hint,
  }),
  cancelled: () => ({
    what: l10n.t('The operation was cancelled.'),
    meaning: l10n.t('Nothing was sent to the card after that.'),
    advice: l10n.t('Start it again whenever you like.'),
  }),
  internal: ({ reason }) => ({
    what: l10n.t('Something went wrong inside Mali Mühür.'),
    meaning: [l10n.t('The fault is in the extension, not in your card.'), mayHaveCostTry()].join(
      ' ',
    ),
    advice: l10n.t('Please report it together with the log.'),
    remedy: 'show-log',
    detail: reason,
  }),
};

/** What happened, what it means and what to do next, in the language of the user. */
export function explain<C extends ErrorCode>(error: MuhurError<C>): Explanation {
  return explanations[error.code](error.data);
}

/** The explanation as one message. */
export function explanationText({ what, meaning, advice }: Explanation): string {
  return [what, meaning, advice].join(' ');
}
