import * as l10n from '@vscode/l10n';
import type { SigFindings } from '../../signature/report/sigFindings.ts';
import { algorithmText } from '../algorithmWords.ts';
import { digestCauseText } from './digestCauses.ts';
import type { FindingWords } from './findingText.ts';

/** About what a signature covers. */
export const contentWords = {
  'SIG-DIGEST': ({ uri }) => ({
    message:
      uri === ''
        ? l10n.t(
            'The document is not what was signed: its digest (a check value over the content) is another one.',
          )
        : l10n.t(
            'The part “{0}” is not what was signed: its digest (a check value over the content) is another one.',
            uri,
          ),
    advice: l10n.t(
      'Compare with the file as it was right after signing: if the same is said of that one, the digest was made wrongly; if not, find the step that changed it.',
    ),
  }),
  'SIG-DIGEST-CAUSE': ({ cause }) => digestCauseText(cause),
  'SIG-VALUE-CAUSE': ({ cause }) => digestCauseText(cause),
  'SIG-TRANSFORM': ({ algorithm, uri }) => ({
    message: l10n.t(
      'The reference “{1}” demands a transform that is not carried out here: {0}.',
      algorithmText(algorithm),
      uri,
    ),
    advice: l10n.t(
      'Sign with enveloped-signature alone: GİB allows an invoice one transform, and others can hide what was signed.',
    ),
  }),
  'SIG-REFERENCE-EXTERNAL': ({ uri }) => ({
    message: l10n.t(
      'The signature covers something outside the document, which was not fetched: “{0}”.',
      uri,
    ),
    advice: l10n.t('Sign the document itself, or a part of it by its Id.'),
  }),
  'SIG-REFERENCE-MISSING': ({ uri }) =>
    uri === ''
      ? {
          message: l10n.t('The file that was signed is not in the signature and was not found.'),
          advice: l10n.t('Put it beside the signature, under the same name without “.p7s”.'),
        }
      : {
          message: l10n.t('The signature covers “{0}”, which is not in the document.', uri),
          advice: l10n.t(
            'Look for the step that removed it or changed its Id after signing, and send the document as it was signed.',
          ),
        },
  'SIG-DOCUMENT-UNSIGNED': () => ({
    message: l10n.t('The signature does not cover the document, only other things.'),
    advice: l10n.t(
      'Sign the whole document: a reference with an empty URI and the transform enveloped-signature.',
    ),
  }),
  'SIG-PROPERTIES-UNSIGNED': () => ({
    message: l10n.t(
      'The signed properties (SignedProperties), such as the signing time, are not covered by the signature: anybody can have written them.',
    ),
    advice: l10n.t('Add a reference to SignedProperties when signing.'),
  }),
  'SIG-TYPE-LEGACY': ({ type }) => ({
    message: l10n.t(
      'The reference to SignedProperties is marked with a Type that XAdES does not know: “{0}”.',
      type,
    ),
    advice: l10n.t(
      'Write “http://uri.etsi.org/01903#SignedProperties” when signing; some programs refuse anything else.',
    ),
  }),
  'SIG-REFERENCE-ORDER': () => ({
    message: l10n.t('The reference to SignedProperties is not the first one.'),
    advice: l10n.t(
      'Nothing has to be done: the order means nothing, only TÜBİTAK’s viewer İmzager advises it.',
    ),
  }),
} satisfies Partial<FindingWords<SigFindings>>;
