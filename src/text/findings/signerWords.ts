import * as l10n from '@vscode/l10n';
import type { SigFindings } from '../../signature/report/sigFindings.ts';
import type { FindingWords } from './findingText.ts';

/** About what a signature says of its signer. */
export const signerWords = {
  'SIG-PROPERTIES-MISSING': () => ({
    message: l10n.t('The signature is a plain XML signature, without the properties of XAdES.'),
    advice: l10n.t(
      'Sign as XAdES-BES: GİB demands the signing time and the certificate among the signed properties.',
    ),
  }),
  'SIG-PROPERTY-MISSING': ({ name }) => ({
    message: l10n.t('The signed property {0} is missing.', name),
    advice: l10n.t('Write it when signing; the standard demands it.'),
  }),
  'SIG-CERTIFICATE-MISSING': () => ({
    message: l10n.t('The certificate of the signer is not in the signature.'),
    advice: l10n.t('Write the certificate into the signature: in XML as X509Certificate.'),
  }),
  'SIG-CERTIFICATE-OTHER': () => ({
    message: l10n.t(
      'The signed property SigningCertificate names another certificate than the one in the signature.',
    ),
    advice: l10n.t(
      'When signing, make the digest in SigningCertificate of the certificate whose key signs, in DER.',
    ),
  }),
  'SIG-CERTIFICATE-ISSUER': ({ issuer, serialNumber }) => ({
    message: l10n.t(
      'The signed property SigningCertificate names an issuer and a serial number that are not those of the certificate: “{0}”, {1}.',
      issuer,
      serialNumber,
    ),
    advice: l10n.t(
      'When signing, take both from the certificate; the serial number is written as a decimal number.',
    ),
  }),
  'SIG-KEY-VALUE': () => ({
    message: l10n.t('The public key in KeyValue is not the key of the certificate.'),
    advice: l10n.t('Leave KeyValue out, or write the key of the certificate there.'),
  }),
  'SIG-KEY-VALUE-ABSENT': () => ({
    message: l10n.t('The signature has no KeyValue, which would repeat the public key.'),
    advice: l10n.t(
      'Nothing has to be done: GİB does not demand it, only TÜBİTAK’s viewer İmzager advises it.',
    ),
  }),
} satisfies Partial<FindingWords<SigFindings>>;
