import * as l10n from '@vscode/l10n';
import type { TimeStampProblem } from '../../pki/timeStamp/timeStampProblem.ts';
import type { SigFindings } from '../../signature/report/sigFindings.ts';
import { momentText } from '../language.ts';
import type { FindingText, FindingWords } from './findingText.ts';

/** About the time of a signature, claimed or proven. */
export const timeWords = {
  'SIG-TIME-FORMAT': ({ text }) => ({
    message: l10n.t('The signing time cannot be read: “{0}”.', text),
    advice: l10n.t('Write it like this when signing: {0}.', '2026-03-02T09:30:00+03:00'),
  }),
  'SIG-TIME-NO-ZONE': ({ text }) => ({
    message: l10n.t('The signing time has no time zone: “{0}”.', text),
    advice: l10n.t('Write it like this when signing: {0}.', '2026-03-02T09:30:00+03:00'),
  }),
  'SIG-TIME-OUTSIDE': ({ signingTime, notBefore, notAfter }) => ({
    message: l10n.t(
      'The signing time, {0}, is outside the validity of the certificate: {1} to {2}.',
      momentText(signingTime),
      momentText(notBefore),
      momentText(notAfter),
    ),
    advice: l10n.t('Check the clock of the computer that signs, and the days of the certificate.'),
  }),
  'SIG-TIME-FUTURE': ({ signingTime }) => ({
    message: l10n.t('The signing time is in the future: {0}.', momentText(signingTime)),
    advice: l10n.t('Check the clock of the computer that signs, and its time zone.'),
  }),
  'SIG-TIMESTAMP-NONE': () => ({
    message: l10n.t('There is no time stamp, so nothing proves when the document was signed.'),
    advice: l10n.t(
      'Nothing has to be done for an e-invoice; a time stamp helps once the certificate has ended.',
    ),
  }),
  'SIG-TIMESTAMP': ({ reason }) => timeStampProblems[reason](),
} satisfies Partial<FindingWords<SigFindings>>;

const timeStampProblems: Readonly<Record<TimeStampProblem, () => FindingText>> = {
  malformed: () => ({
    message: l10n.t('The time stamp cannot be read.'),
    advice: stampAgain(),
  }),
  imprint: () => ({
    message: l10n.t('The time stamp was made for something other than this signature.'),
    advice: stampAgain(),
  }),
  signature: () => ({
    message: l10n.t('The time stamp is not signed by the authority that it names.'),
    advice: stampAgain(),
  }),
  usage: () => ({
    message: l10n.t('The time stamp is signed with a certificate that is not for time stamps.'),
    advice: otherAuthority(),
  }),
  algorithm: () => ({
    message: l10n.t('The time stamp is signed in a way that is not safe any more or not known.'),
    advice: otherAuthority(),
  }),
  'certificate-missing': () => ({
    message: l10n.t('The certificate of the authority is not in the time stamp.'),
    advice: l10n.t('Request the time stamp together with its certificate (certReq).'),
  }),
  untrusted: () => ({
    message: l10n.t('The authority that made the time stamp is not among the trusted ones.'),
    advice: l10n.t(
      'If you trust it, name its root certificate with --trust or in the setting “maliMuhur.trust.paths”.',
    ),
  }),
  'not-valid-then': () => ({
    message: l10n.t('The certificate of the time stamp was not valid at the time that it names.'),
    advice: otherAuthority(),
  }),
  revoked: () => ({
    message: l10n.t('The certificate of the time stamp has been revoked.'),
    advice: otherAuthority(),
  }),
  'status-unknown': () => ({
    message: l10n.t('Whether the certificate of the time stamp was revoked is not known.'),
    advice: l10n.t('Validate again when its authority can be asked over the network.'),
  }),
};

const stampAgain = () =>
  l10n.t('Sign again with a new time stamp, and do not change the signature afterwards.');

const otherAuthority = () =>
  l10n.t('Sign again with a time stamp of another authority, or ask this one.');
