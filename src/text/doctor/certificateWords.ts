import * as l10n from '@vscode/l10n';
import type { ValidityFacts } from '../../doctor/findings.ts';
import { purposeText } from '../cardWords.ts';
import { chainProblemText } from '../chainWords.ts';
import { formatDay } from '../language.ts';
import { validityText } from '../validity.ts';
import type { Look, Of, Words } from './words.ts';
import { basis, failed, good } from './words.ts';

/** What is on the card: certificates, how long they are valid, and who issued them. */
export const certificateWords: Words<Of<'certificates' | 'validity' | 'chain'>> = {
  'certificates/complete': ({ certificates }, { personal }) =>
    good(
      certificates
        .map(({ label, commonName, purpose }) => {
          const owner = commonName === null ? [] : [personal.name(commonName)];
          return [personal.label(label), ...owner, purposeText(purpose)].join(' · ');
        })
        .join('; '),
    ),
  'certificates/none': () => ({
    evidence: l10n.t('There is no certificate on the card.'),
    fix: l10n.t('Make sure that it is the right card; if it is, ask its issuer.'),
  }),
  'certificates/damaged': ({ label, problem }, { personal }) => ({
    evidence: l10n.t('The certificate {0} cannot be read.', personal.label(label)),
    fix: failed({ problem }).fix,
  }),
  'certificates/no-signing': ({ labels }, look) => ({
    evidence: l10n.t('There is no certificate to sign with, only: {0}.', labelsText(labels, look)),
    fix: l10n.t('Make sure that it is the right card; if it is, ask its issuer.'),
  }),
  'certificates/no-encryption': ({ labels }, look) => ({
    evidence: l10n.t('There is no encryption certificate, only: {0}.', labelsText(labels, look)),
    fix: l10n.t('It can sign. To decrypt, ask its issuer for a complete card.'),
  }),
  'certificates/wrong-purpose': ({ label, purpose }, { personal }) => ({
    evidence: l10n.t(
      'The certificate {0} is not made for what it is named after: {1}.',
      personal.label(label),
      purposeText(purpose),
    ),
    fix: l10n.t('Ask the issuer for a right certificate; this one would be refused.'),
  }),
  'certificates/no-key': ({ label }, { personal }) => ({
    evidence: l10n.t('There is no key for the certificate {0} on the card.', personal.label(label)),
    fix: l10n.t('Ask the issuer: a certificate without its key is of no use.'),
  }),
  'certificates/basis': basis,

  'validity/valid': (data, look) => good(validityLine(data, 'valid', look)),
  'validity/soon': (data, look) => ({
    evidence: validityLine(data, 'soon', look),
    fix: l10n.t('Order a renewal now; the new card takes its time.'),
  }),
  'validity/not-yet': (data, look) => ({
    evidence: validityLine(data, 'not-yet', look),
    fix: l10n.t('Wait until then, or set this computer’s clock right if it is wrong.'),
  }),
  'validity/expired': (data, look) => ({
    evidence: validityLine(data, 'expired', look),
    fix: l10n.t('Order a renewal: nothing can be signed with it any more.'),
  }),
  'validity/encryption-expired': (data, look) => ({
    evidence: validityLine(data, 'expired', look),
    fix: l10n.t('It can sign. Order a renewal for the encryption certificate.'),
  }),
  'validity/basis': basis,

  'chain/trusted': ({ issuer, anchor }) =>
    good(l10n.t('Issued by “{0}”, up to the root “{1}”.', issuer, anchor)),
  'chain/unknown-issuer': ({ issuer }) => ({
    evidence: l10n.t('Issued by “{0}”, which is not known on this machine.', issuer),
    fix: l10n.t('It can sign. Whoever checks the signature needs the issuer’s certificates.'),
  }),
  'chain/broken': ({ issuer, problem }) => ({
    evidence: l10n.t('The way to the root breaks: {0} (“{1}”).', chainProblemText(problem), issuer),
    fix: l10n.t('Ask the issuer: its signatures would be refused.'),
  }),
  'chain/basis': basis,
};

function labelsText(labels: readonly string[], { personal }: Look): string {
  return labels.map((label) => personal.label(label)).join(', ');
}

function validityLine(
  { label, notBefore, notAfter, days }: ValidityFacts & { readonly days: number },
  state: 'valid' | 'soon' | 'not-yet' | 'expired',
  { personal }: Look,
): string {
  const period = l10n.t('{0} to {1}', formatDay(notBefore), formatDay(notAfter));
  return `${personal.label(label)}: ${period}, ${validityText({ state, days })}`;
}
