import * as l10n from '@vscode/l10n';
import type { RevocationReason, StatusUnknown } from '../../pki/revocation/status.ts';
import type { CertFindings } from '../../signature/report/certFindings.ts';
import { algorithmText } from '../algorithmWords.ts';
import { chainProblemText } from '../chainWords.ts';
import { momentText } from '../language.ts';
import type { FindingWords } from './findingText.ts';

/** About a certificate. */
export const certWords: FindingWords<CertFindings> = {
  'CERT-UNREADABLE': () => ({
    message: l10n.t('The certificate in the signature cannot be read.'),
    advice: l10n.t('Write the certificate into the signature whole and unchanged: DER in Base64.'),
  }),
  'CERT-EXPIRED': ({ notAfter }) => ({
    message: l10n.t('The certificate expired on {0}.', momentText(notAfter)),
    advice: l10n.t(
      'Sign with a valid certificate; for an older document, validate for a time that you can prove (--at).',
    ),
  }),
  'CERT-NOT-YET-VALID': ({ notBefore }) => ({
    message: l10n.t('The certificate is not valid before {0}.', momentText(notBefore)),
    advice: l10n.t('Check the clock, and the time for which you validate.'),
  }),
  'CERT-REVOKED': ({ at, reason }) => ({
    message: revokedText(momentText(at), reason),
    advice: l10n.t(
      'Sign with another certificate; for an older document, a time stamp from before the revocation helps.',
    ),
  }),
  'CERT-ON-HOLD': ({ at }) => ({
    message: l10n.t('The certificate has been on hold (askıda) since {0}.', momentText(at)),
    advice: l10n.t(
      'Activate it with “Kullanıma Aç” in Kamu SM’s online services, then validate again.',
    ),
  }),
  'CERT-CA-REVOKED': ({ subject, at }) => ({
    message: l10n.t(
      'The certificate of the issuer “{0}” was revoked on {1}.',
      subject,
      momentText(at),
    ),
    advice: l10n.t('Ask Kamu SM, or whoever issued the certificate, for a new one.'),
  }),
  'CERT-STATUS-UNKNOWN': ({ subject, reason, address }) => ({
    message: unknownTexts[reason](subject, address ?? l10n.t('the service that was asked')),
    advice: unknownAdvices[reason](),
  }),
  'CERT-ISSUER-UNKNOWN': ({ issuer }) => ({
    message: l10n.t(
      'The chain of certificates ends too early: that of the issuer “{0}” is not at hand.',
      issuer,
    ),
    advice: l10n.t(
      'Name its certificate with --trust or in the setting “maliMuhur.trust.paths”, or let it be fetched.',
    ),
  }),
  'CERT-NO-ANCHORS': () => ({
    message: l10n.t('No root certificate is set up here, so no certificate can be trusted.'),
    advice: l10n.t(
      'Name a file or folder with root certificates with --trust or in the setting “maliMuhur.trust.paths”.',
    ),
  }),
  'CERT-CHAIN': ({ problem, subject }) => ({
    message: l10n.t(
      'The chain of certificates breaks at “{1}”: {0}.',
      chainProblemText(problem),
      subject,
    ),
    advice: l10n.t('Ask whoever issued the certificate, and check which ones you trust.'),
  }),
  'CERT-ENCRYPTION': () => ({
    message: l10n.t('It was signed with the encryption certificate of the card.'),
    advice: l10n.t('Sign with the other certificate of the card, whose name ends in SIGN0.'),
  }),
  'CERT-PURPOSE': () => ({
    message: l10n.t(
      'The certificate is neither a mali mühür nor a qualified electronic certificate (e-imza).',
    ),
    advice: l10n.t('Sign with the mali mühür of the organisation.'),
  }),
  'CERT-QUALIFIED': () => ({
    message: l10n.t('A person signed with an e-imza, not an organisation with its mali mühür.'),
    advice: l10n.t(
      'Nothing has to be done if the taxpayer is that person; an organisation signs with its mali mühür.',
    ),
  }),
  'CERT-TEST': () => ({
    message: l10n.t('The certificate is a test certificate.'),
    advice: l10n.t('Nothing has to be done for tests; documents that count need a real one.'),
  }),
  'CERT-TAX-NUMBER': ({ number }) => ({
    message: l10n.t('The tax number in the certificate has a wrong check digit: {0}.', number),
    advice: l10n.t(
      'Compare it with the registered number; in test certificates it is often made up.',
    ),
  }),
  'CERT-KEY-WEAK': ({ algorithm }) => ({
    message: l10n.t('The key of the certificate is too weak: {0}.', algorithmText(algorithm)),
    advice: l10n.t('Ask for a certificate with RSA of 2048 bits or more, or with EC P-384.'),
  }),
};

/** By the names of RFC 5280 §5.3.1. */
const reasons: Readonly<Partial<Record<RevocationReason, () => string>>> = {
  keyCompromise: () => l10n.t('the key may be in other hands'),
  cACompromise: () => l10n.t('the issuer’s key may be in other hands'),
  affiliationChanged: () => l10n.t('the owner’s details changed'),
  superseded: () => l10n.t('another certificate replaces it'),
  cessationOfOperation: () => l10n.t('it is not needed any more'),
  privilegeWithdrawn: () => l10n.t('the owner lost the right to it'),
};

function revokedText(at: string, reason: RevocationReason): string {
  const why = reasons[reason]?.();
  return why === undefined
    ? l10n.t('The certificate was revoked on {0}.', at)
    : l10n.t('The certificate was revoked on {0}: {1}.', at, why);
}

const unknownTexts: Readonly<Record<StatusUnknown, (subject: string, address: string) => string>> =
  {
    offline: (subject) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because nothing was fetched.',
        subject,
      ),
    'no-address': (subject) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because it names no address to ask.',
        subject,
      ),
    unreachable: (subject, address) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because {1} does not answer.',
        subject,
        address,
      ),
    'answer-refused': (subject, address) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because the answer of {1} cannot be trusted.',
        subject,
        address,
      ),
    stale: (subject, address) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because the answer of {1} is too old.',
        subject,
        address,
      ),
    'unknown-there': (subject, address) =>
      l10n.t(
        'Whether the certificate of “{0}” was revoked is not known, because {1} does not know the certificate.',
        subject,
        address,
      ),
  };

const unknownAdvices: Readonly<Record<StatusUnknown, () => string>> = {
  offline: () =>
    l10n.t('Validate again with the network, or name a fresh revocation list (CRL) with --trust.'),
  'no-address': () => l10n.t('Name a fresh revocation list (CRL) of its issuer with --trust.'),
  unreachable: () => l10n.t('Check network, firewall and proxy, then validate again.'),
  'answer-refused': () =>
    l10n.t('Try later; if nothing changes, find out whether a proxy answers in its place.'),
  stale: () => l10n.t('Try later, or name a fresh revocation list (CRL) with --trust.'),
  'unknown-there': () => l10n.t('Ask whoever issued the certificate whether it is really theirs.'),
};
