import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';
import { formatDay } from './language.ts';
import { costNoTry } from './tryCost.ts';
import { quotable } from './visibleText.ts';

/** What stands in the way of a signature: the wrong certificate, or a file with a key. */
export const signErrors: Explanations<Family<'sign' | 'pfx'>> = {
  'sign/certificate': ({ reason }) => ({
    what: l10n.t('With this certificate nothing can be signed.'),
    meaning: [
      l10n.t(
        'It cannot be read, or its key is neither RSA of 2048 bits or more nor EC P-256 or P-384.',
      ),
      costNoTry(),
    ].join(' '),
    advice: l10n.t('Choose another certificate.'),
    detail: reason,
  }),
  'sign/other-key': () => ({
    what: l10n.t('The signature does not fit the certificate.'),
    meaning: l10n.t(
      'It was made with another key, or over something else. Nothing was kept of it.',
    ),
    advice: l10n.t('Choose the certificate that belongs to the key, and sign again.'),
  }),
  'sign/no-certificate': () => ({
    what: l10n.t('There is no certificate to sign with.'),
    meaning: [l10n.t('Without one nobody can tell who signed.'), costNoTry()].join(' '),
    advice: l10n.t('Use a card or a file that has a certificate and its key.'),
  }),
  'sign/certificate-not-found': ({ serialNumber }) => ({
    what: l10n.t('There is no certificate with the serial number {0}.', serialNumber),
    meaning: l10n.t('Nothing was signed. {0}', costNoTry()),
    advice: l10n.t('Compare the number with those that are shown for the card or file.'),
  }),
  'sign/encryption-certificate': ({ certificate }) => ({
    what: l10n.t('“{0}” is the encryption certificate: it must not sign.', certificate),
    meaning: l10n.t('A signature made with it would be refused everywhere. {0}', costNoTry()),
    advice: l10n.t('Choose the signature certificate of the same card.'),
  }),
  'sign/purpose': ({ certificate }) => ({
    what: l10n.t('“{0}” is neither a mali mühür nor a qualified certificate.', certificate),
    meaning: l10n.t('A signature made with it would be refused. {0}', costNoTry()),
    advice: l10n.t('Choose a mali mühür signature certificate, or a qualified one.'),
  }),
  'sign/expired': ({ certificate, notAfter }) => ({
    what: l10n.t('The certificate “{0}” expired on {1}.', certificate, day(notAfter)),
    meaning: l10n.t('A signature made with it now would be refused. {0}', costNoTry()),
    advice: l10n.t('Use the certificate that replaced it, or renew it at Kamu SM.'),
  }),
  'sign/not-yet-valid': ({ certificate, notBefore }) => ({
    what: l10n.t('The certificate “{0}” is not valid before {1}.', certificate, day(notBefore)),
    meaning: l10n.t('A signature made with it now would be refused. {0}', costNoTry()),
    advice: l10n.t('Check the clock of this computer, or choose another certificate.'),
  }),
  'sign/no-key': ({ certificate }) => ({
    what: l10n.t('The key of the certificate “{0}” is not there.', certificate),
    meaning: l10n.t('A certificate without its key cannot sign. {0}', costNoTry()),
    advice: l10n.t('Choose another certificate, or the card or file that has its key.'),
  }),
  'sign/same-name': ({ name }) => ({
    what: l10n.t('The result of another document is “{0}”, too.', quotable(name)),
    meaning: l10n.t('It was left out, so that neither replaces the other.'),
    advice: l10n.t('Use {name} and {ext} in the setting maliMuhur.sign.outputName.'),
  }),
  'sign/preset': ({ name }) => ({
    what: l10n.t('There is no preset “{0}” for signatures.', quotable(name)),
    meaning: l10n.t('Nothing was asked, signed or changed.'),
    advice: l10n.t('Choose one of those that the setting maliMuhur.sign.preset offers.'),
  }),
  'pfx/malformed': ({ reason }) => ({
    what: l10n.t('This is no PFX file (PKCS #12) that can be read.'),
    meaning: l10n.t('It is damaged, of another kind, or too large.'),
    advice: l10n.t('Export the key with its certificate once more, as .pfx or .p12.'),
    detail: reason,
  }),
  'pfx/password': () => ({
    what: l10n.t('The password of the PFX file is wrong.'),
    meaning: l10n.t('Nothing was signed. A file counts no tries.'),
    advice: l10n.t('Check the password and enter it again.'),
  }),
  'pfx/no-key': () => ({
    what: l10n.t('There is no private key in the PFX file.'),
    meaning: l10n.t('It holds certificates alone, with which nobody can sign.'),
    advice: l10n.t('Export it again, and with the private key.'),
  }),
  'pfx/encryption': ({ algorithm }) => ({
    what: l10n.t('The PFX file is encrypted in a way that is not supported: {0}.', algorithm),
    meaning: l10n.t('Old programs use RC2 with 40 bits, which protects nothing any more.'),
    advice: l10n.t('Export it again with AES-256 or 3DES.'),
  }),
};

function day(time: string): string {
  return formatDay(new Date(time));
}
