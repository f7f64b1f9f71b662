import * as l10n from '@vscode/l10n';
import type { SigFindings } from '../../signature/report/sigFindings.ts';
import { algorithmText } from '../algorithmWords.ts';
import { contentWords } from './contentWords.ts';
import type { FindingWords } from './findingText.ts';
import { signerWords } from './signerWords.ts';
import { timeWords } from './timeWords.ts';

/** About a signature. */
export const sigWords: FindingWords<SigFindings> = {
  ...contentWords,
  ...signerWords,
  ...timeWords,
  'SIG-NONE': () => ({
    message: l10n.t('There is no signature in the document.'),
    advice: l10n.t(
      'Sign the document; if it was signed, look for the step that saved it without its signature.',
    ),
  }),
  'SIG-EMPTY': () => ({
    message: l10n.t('There is a place for a signature here (ds:Signature), and nothing in it.'),
    advice: l10n.t('Sign the document.'),
  }),
  'SIG-FORMAT': ({ part, reason }) => ({
    message: formatProblems[reason](part),
    advice: l10n.t(
      'Make the signature with a library for XAdES or CAdES, and do not edit it afterwards.',
    ),
  }),
  'SIG-VALUE': ({ algorithm }) => ({
    message: l10n.t(
      'The signature value ({0}) is wrong: another key made it, or what it was made over is different now.',
      algorithmText(algorithm),
    ),
    advice: l10n.t(
      'Sign with the key of the certificate that is in the signature, over SignedInfo in its canonical form, and change neither afterwards.',
    ),
  }),
  'SIG-ALGORITHM': ({ algorithm, use }) => unusableText(use, algorithmText(algorithm)),
  'SIG-ALGORITHM-WEAK': ({ algorithm, use }) => weakText(use, algorithmText(algorithm)),
  'SIG-ECDSA-DER': () => ({
    message: l10n.t(
      'The ECDSA signature value is packed as ASN.1 DER; in XML the two numbers r and s stand side by side.',
    ),
    advice: l10n.t(
      'Write r and s side by side, 48 bytes each for P-384; some programs refuse anything else.',
    ),
  }),
  'SIG-PLACE': ({ expected }) => ({
    message: l10n.t(
      'The signature is not at the place that this kind of document has for it: {0}.',
      expected,
    ),
    advice: l10n.t('Put ds:Signature there before signing, because receivers look there.'),
  }),
  'SIG-PART-NOT-CHECKED': ({ part }) => ({
    message: l10n.t('The part {0} of the signature was not checked.', part),
    advice: l10n.t('The result does not rest on it; nothing has to be done for an e-invoice.'),
  }),
  'SIG-POLICY': ({ policy }) => ({
    message: l10n.t('The signature follows a signature policy that was not checked: {0}.', policy),
    advice: l10n.t('Ask whoever demands this policy; e-invoices do without one.'),
  }),
  'SIG-COUNTER-TARGET': ({ uri }) => ({
    message: l10n.t(
      'The counter-signature does not sign the signature that it belongs to, but “{0}”.',
      uri,
    ),
    advice: l10n.t(
      'Let its reference name the Id of the SignatureValue above it, then counter-sign again.',
    ),
  }),
};

const formatProblems: Readonly<
  Record<SigFindings['SIG-FORMAT']['reason'], (part: string) => string>
> = {
  missing: (part) => l10n.t('The signature cannot be read: {0} is missing.', part),
  twice: (part) => l10n.t('The signature cannot be read: {0} is there more than once.', part),
  'not-plain': (part) =>
    l10n.t('The signature cannot be read: {0} has something other than text in it.', part),
  'not-base64': (part) => l10n.t('The signature cannot be read: {0} is not Base64.', part),
  unexpected: (part) =>
    l10n.t('The signature cannot be read: {0} is not expected at this place.', part),
  malformed: (part) => l10n.t('The signature cannot be read: {0} is damaged.', part),
  'too-many': (part) => l10n.t('The signature cannot be read: there are too many of {0}.', part),
};

function unusableText(use: SigFindings['SIG-ALGORITHM']['use'], algorithm: string) {
  switch (use) {
    case 'signature':
      return {
        message: l10n.t(
          'The signature is made with a method that proves nothing or is not known: {0}.',
          algorithm,
        ),
        advice: l10n.t('Sign with RSA and SHA-256, or with ECDSA P-384 and SHA-384.'),
      };
    case 'digest':
      return {
        message: l10n.t('A digest is made with a function that is not known: {0}.', algorithm),
        advice: l10n.t('Make digests with SHA-256, SHA-384 or SHA-512.'),
      };
    case 'canonicalization':
      return {
        message: l10n.t(
          'The canonical form (the form in which XML is compared) is one that is not known: {0}.',
          algorithm,
        ),
        advice: l10n.t('Use Canonical XML 1.0 or 1.1, or its exclusive variant.'),
      };
  }
}

function weakText(use: SigFindings['SIG-ALGORITHM-WEAK']['use'], algorithm: string) {
  switch (use) {
    case 'signature':
      return {
        message: l10n.t('The signature is made with {0}, which is not safe any more.', algorithm),
        advice: l10n.t('Sign with RSA and SHA-256, or with ECDSA P-384 and SHA-384.'),
      };
    case 'digest':
      return {
        message: l10n.t('A digest is made with {0}, which is not safe any more.', algorithm),
        advice: l10n.t('Make digests with SHA-256, SHA-384 or SHA-512.'),
      };
    case 'key':
      return {
        message: l10n.t('The key of the signer is too weak: {0}.', algorithm),
        advice: l10n.t('Sign with an RSA key of 2048 bits or more, or with EC P-384.'),
      };
  }
}
