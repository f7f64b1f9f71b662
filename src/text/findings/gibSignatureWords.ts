import * as l10n from '@vscode/l10n';
import type { GibSignatureFindings } from '../../signature/report/gibFindings.ts';
import type { FindingWords } from './findingText.ts';
import { withAnswer } from './gibAnswer.ts';

const withCertificate = () =>
  l10n.t('Sign anew, with the signer’s certificate in ds:KeyInfo, as ds:X509Data.');

/** GİB’s rules about the parts of a ds:Signature. */
export const gibSignatureWords: FindingWords<GibSignatureFindings> = {
  'GIB-TRANSFORMS': (data) => ({
    message: l10n.t('GİB rule {0}: no ds:Reference has ds:Transforms.', data.rule),
    advice: withAnswer(
      l10n.t('Sign anew, with the transform enveloped-signature in the reference to the document.'),
      data,
    ),
  }),
  'GIB-KEY-INFO': (data) => ({
    message: l10n.t('GİB rule {0}: the signature has no {1}.', data.rule, data.missing),
    advice: withAnswer(withCertificate(), data),
  }),
  'GIB-OBJECT': (data) => ({
    message: l10n.t(
      'GİB rule {0}: the signature has no ds:Object, and so none of the properties of XAdES.',
      data.rule,
    ),
    advice: withAnswer(
      l10n.t('Sign anew as XAdES-BES: a plain XML signature is not enough.'),
      data,
    ),
  }),
  'GIB-SIGNING-TIME': (data) => ({
    message: l10n.t(
      'GİB rule {0}: xades:SigningTime is missing from the signed properties.',
      data.rule,
    ),
    advice: withAnswer(
      l10n.t('Sign anew, with the time of signing among the signed properties.'),
      data,
    ),
  }),
  'GIB-SIGNING-CERTIFICATE': (data) => ({
    message: data.version2
      ? l10n.t(
          'GİB rule {0}: the signature has xades:SigningCertificateV2 only, and GİB looks for xades:SigningCertificate.',
          data.rule,
        )
      : l10n.t(
          'GİB rule {0}: xades:SigningCertificate is missing from the signed properties.',
          data.rule,
        ),
    advice: withAnswer(
      l10n.t('Sign anew, with xades:SigningCertificate among the signed properties.'),
      data,
    ),
  }),
  'GIB-REFERENCE-COUNT': (data) => ({
    message: l10n.t(
      'GİB rule {0}: exactly one ds:Reference must sign the document by an empty URI; here are {1}.',
      data.rule,
      data.count,
    ),
    advice: withAnswer(l10n.t('Sign anew, with one reference to the document as a whole.'), data),
  }),
  'GIB-X509-CERTIFICATE': (data) => ({
    message: l10n.t('GİB rule {0}: ds:X509Data has no ds:X509Certificate.', data.rule),
    advice: withAnswer(withCertificate(), data),
  }),
  'GIB-X509-SUBJECT-NAME': (data) => ({
    message: l10n.t('GİB rule {0}: ds:X509SubjectName is empty.', data.rule),
    advice: withAnswer(
      l10n.t('Sign anew, with the subject of the certificate in it, or without that element.'),
      data,
    ),
  }),
  'GIB-SIGNATURE-METHOD': (data) => ({
    message: l10n.t(
      'GİB rule {0}: in UBL 2.1 the ds:SignatureMethod must not be RSA with SHA-1, and must be there.',
      data.rule,
    ),
    advice: withAnswer(l10n.t('Sign with RSA and SHA-256, or with ECDSA P-384 and SHA-384.'), data),
  }),
  'GIB-TRANSFORM-COUNT': (data) => ({
    message: l10n.t(
      'GİB rule {0}: ds:Transforms may have one ds:Transform, and here it has {1}.',
      data.rule,
      data.count,
    ),
    advice: withAnswer(
      l10n.t(
        'Sign anew with enveloped-signature alone; libraries like to add a canonicalization to it.',
      ),
      data,
    ),
  }),
  'GIB-COUNTER-SIGNATURE': (data) => ({
    message: l10n.t(
      'GİB rule {0}: xades:CounterSignature must hold one ds:Signature, and here it holds {1}.',
      data.rule,
      data.count,
    ),
    advice: withAnswer(l10n.t('Counter-sign anew, one signature in each.'), data),
  }),
};
