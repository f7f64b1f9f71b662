import * as l10n from '@vscode/l10n';
import type { GibDocumentFindings } from '../../signature/report/gibFindings.ts';
import type { FindingWords } from './findingText.ts';
import { withAnswer } from './gibAnswer.ts';

const correct = () => l10n.t('Correct the value, and sign the document anew.');
const nameSigner = () =>
  l10n.t('Name the signer there by VKN or TCKN, and sign the document anew.');

/** GİB’s rules about what a document says of its signature, and of itself. */
export const gibDocumentWords: FindingWords<GibDocumentFindings> = {
  'GIB-CAC-SIGNATURE-COUNT': (data) => ({
    message: l10n.t(
      'GİB rule {0}: a document may have one cac:Signature, and this one has {1}.',
      data.rule,
      data.count,
    ),
    advice: withAnswer(l10n.t('Leave one of them, and sign the document anew.'), data),
  }),
  'GIB-CAC-SIGNATURE-ID': (data) => ({
    message:
      data.wrong === 'schemeID'
        ? l10n.t(
            'GİB rule {0}: the cbc:ID of cac:Signature must have VKN_TCKN as its schemeID.',
            data.rule,
          )
        : l10n.t(
            'GİB rule {0}: the cbc:ID of cac:Signature must be a VKN of 10 or a TCKN of 11 digits.',
            data.rule,
          ),
    advice: withAnswer(nameSigner(), data),
  }),
  'GIB-SIGNATORY-PARTY': (data) => ({
    message: l10n.t(
      'GİB rule {0}: cac:SignatoryParty needs a cac:PartyIdentification with the schemeID VKN or TCKN.',
      data.rule,
    ),
    advice: withAnswer(nameSigner(), data),
  }),
  'GIB-RESPONSE-SIGNATURE': (data) => ({
    message: l10n.t(
      'GİB rule {0}: an answer that accepts, rejects or returns an invoice needs {1}.',
      data.rule,
      data.missing,
    ),
    advice: withAnswer(l10n.t('Add it, and sign the answer.'), data),
  }),
  'GIB-USER-SIGNATURE-COUNT': (data) => ({
    message: l10n.t(
      'GİB rule {0}: exactly one {1} must be in this element; here are {2}.',
      data.rule,
      data.of,
      data.count,
    ),
    advice: withAnswer(
      l10n.t('Make one place for the signature, and sign the document once.'),
      data,
    ),
  }),
  'GIB-UBL-VERSION': (data) => ({
    message: l10n.t('GİB rule {0}: cbc:UBLVersionID must be {1}.', data.rule, '2.1'),
    advice: withAnswer(correct(), data),
  }),
  'GIB-CUSTOMIZATION': (data) => ({
    message: l10n.t(
      'GİB rule {0}: cbc:CustomizationID must be {1} or {2}.',
      data.rule,
      'TR1.2',
      'TR1.2.1',
    ),
    advice: withAnswer(correct(), data),
  }),
  'GIB-INVOICE-ID': (data) => ({
    message: l10n.t(
      'GİB rule {0}: cbc:ID must be three capital letters or digits, the year and nine digits, as in {1}.',
      data.rule,
      'ABC2026000000001',
    ),
    advice: withAnswer(correct(), data),
  }),
  'GIB-XSI-NAMESPACE': ({ rule }) => ({
    message: l10n.t('GİB rule {0}: the root of an invoice should declare xmlns:xsi.', rule),
    advice: l10n.t(
      'Declare it before signing. As GİB has written this rule it never acts, so nothing is refused for it.',
    ),
  }),
  'GIB-UBL-EXTENSIONS': () => ({
    message: l10n.t('ext:UBLExtensions, the place of the signature, is missing.'),
    advice: l10n.t(
      'Add it as the first element inside the root, then sign. The XML schema of UBL-TR demands it, and GİB answers 1160 without it.',
    ),
  }),
  'GIB-CAC-SIGNATURE-MISSING': () => ({
    message: l10n.t('cac:Signature, which names the signer, is missing.'),
    advice: l10n.t(
      'Add it, then sign. The XML schema of UBL-TR demands it, and GİB answers 1160 without it.',
    ),
  }),
  'GIB-SIGNATURE-URI': () => ({
    message: l10n.t('The cbc:URI in cac:Signature does not lead to the Id of the signature.'),
    advice: l10n.t(
      'Write # and the Id of ds:Signature there, then sign. GİB’s rule about it (URI2IDCheck) is switched off, so this is refused by others at most.',
    ),
  }),
};
