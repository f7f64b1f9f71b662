import * as l10n from '@vscode/l10n';
import type { Explanations } from './explanation.ts';

export type SignInErrorCode =
  | 'portal/sign-in-failed'
  | 'portal/sign-in-paused'
  | 'portal/sign-in-expired'
  | 'portal/sms-too-soon'
  | 'portal/sms-code-wrong'
  | 'portal/sms-code-expired'
  | 'portal/challenge-expired'
  | 'portal/not-signatory'
  | 'portal/organisation-needed'
  | 'portal/session-ended'
  | 'portal/signature-refused';

/** What goes wrong at Kullanıcı Doğrulama. */
export const signInErrors: Explanations<SignInErrorCode> = {
  'portal/sign-in-failed': ({ hint }) => ({
    what: l10n.t('The sign-in failed.'),
    meaning: l10n.t(
      'The tax number, the text in the picture or the security word is wrong. Which one is not told, for the safety of the account.',
    ),
    advice:
      hint === null
        ? l10n.t('Type all three again, with the new picture.')
        : l10n.t(
            'Look at the tax number: its check digit does not fit, as in some test numbers. Then type all three again, with the new picture.',
          ),
  }),
  'portal/sign-in-paused': ({ seconds }) => ({
    what: l10n.t('Too many attempts: signing in is paused for {0} seconds.', seconds),
    meaning: l10n.t('Sessions that are open stay open.'),
    advice: l10n.t('Wait, then try again, or sign in with an e-signature.'),
  }),
  'portal/sign-in-expired': () => ({
    what: l10n.t('This sign-in is over.'),
    meaning: l10n.t('It took too long, had too many wrong codes, or was completed before.'),
    advice: l10n.t('Begin again with a new picture.'),
  }),
  'portal/sms-too-soon': ({ seconds }) => ({
    what: l10n.t('A code was sent a moment ago.'),
    meaning: l10n.t('The next one can be sent in {0} seconds.', seconds),
    advice: l10n.t('Wait for the message, or ask again then.'),
  }),
  'portal/sms-code-wrong': ({ triesLeft }) => ({
    what: l10n.t('The SMS code is wrong.'),
    meaning:
      triesLeft > 0
        ? l10n.t('Tries left for this code: {0}.', triesLeft)
        : l10n.t('That was the last try: this sign-in is over.'),
    advice:
      triesLeft > 0
        ? l10n.t('Type the code of the last message.')
        : l10n.t('Begin again with a new picture.'),
  }),
  'portal/sms-code-expired': () => ({
    what: l10n.t('The SMS code is no longer valid.'),
    meaning: l10n.t('A code is valid for three minutes.'),
    advice: l10n.t('Have a new code sent.'),
  }),
  'portal/challenge-expired': () => ({
    what: l10n.t('This text to sign is no longer valid.'),
    meaning: l10n.t('Each can be used once, for a few minutes.'),
    advice: l10n.t('Ask for a new one and sign that.'),
  }),
  'portal/not-signatory': () => ({
    what: l10n.t('This person is not registered as a signatory.'),
    meaning: l10n.t('The signature itself is right.'),
    advice: l10n.t(
      'Sign with the e-signature of the authorised signatory, or use the sign-in with password.',
    ),
  }),
  'portal/organisation-needed': ({ organisations }) => ({
    what: l10n.t('This person signs for more than one organisation.'),
    meaning: l10n.t('Organisations: {0}.', organisations.map(({ vkn }) => vkn).join(', ')),
    advice: l10n.t('Say which one with its tax number.'),
  }),
  'portal/session-ended': () => ({
    what: l10n.t('The session is over.'),
    meaning: l10n.t('It was signed out, was idle for too long, or was never opened.'),
    advice: l10n.t('Sign in again.'),
  }),
  'portal/signature-refused': ({ reason }) => ({
    what: l10n.t('The signed text was not accepted.'),
    meaning: SIGNATURE_REASONS[reason](),
    advice: l10n.t('Sign the text that the portal gave, with a valid e-imza of the test PKI.'),
    detail: reason,
  }),
};

const SIGNATURE_REASONS = {
  malformed: () => l10n.t('It is not a CMS signature that can be read.'),
  'other-content': () => l10n.t('It is the signature of another text.'),
  signature: () => l10n.t('The signature value is wrong.'),
  'no-certificate': () => l10n.t('The signer’s certificate is missing or does not fit.'),
  'not-qualified': () => l10n.t('The certificate is not a qualified one (NES).'),
  untrusted: () => l10n.t('The certificate was not issued by the test PKI.'),
  'not-valid-now': () => l10n.t('The certificate is not valid at this time.'),
  revoked: () => l10n.t('The certificate is revoked.'),
  'on-hold': () => l10n.t('The certificate is on hold: it has to be activated first.'),
} as const;
