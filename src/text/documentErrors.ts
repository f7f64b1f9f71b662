import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';
import { findingText } from './findings/findingText.ts';
import { quotable } from './visibleText.ts';

/** Why a document cannot be signed as it is. */
export const documentErrors: Explanations<Family<'document'>> = {
  'document/unreadable': ({ problem, detail, line }) => {
    const { message, advice } = findingText({ code: 'XML-UNREADABLE', data: { problem, detail } });
    return {
      what:
        line === null
          ? l10n.t('The document cannot be read, so it cannot be signed.')
          : l10n.t('The document cannot be read from line {0} on, so it cannot be signed.', line),
      meaning: message,
      advice,
      detail,
    };
  },
  'document/envelope': () => ({
    what: l10n.t('This is an envelope (zarf): it is not signed itself.'),
    meaning: l10n.t('GİB verifies each document in it alone. Nothing was changed.'),
    advice: l10n.t('Sign the documents first, each in its own file, and then put them into it.'),
  }),
  'document/already-signed': ({ canCounterSign }) => ({
    what: l10n.t('The document is signed already.'),
    meaning: l10n.t('A second signature beside it would make it invalid. Nothing was changed.'),
    advice: canCounterSign
      ? l10n.t('Replace the signature, or confirm it with a counter-signature.')
      : l10n.t('Replace the signature if a new one is needed.'),
  }),
  'document/no-place': ({ expected, canAdd }) => ({
    what: l10n.t('The document has no place for a signature.'),
    meaning:
      expected === ''
        ? l10n.t('Nothing was changed.')
        : l10n.t('It belongs there: {0}. Nothing was changed.', expected),
    advice: canAdd
      ? l10n.t('Let the missing elements be added, or have the program that wrote it add them.')
      : l10n.t('Have the program that wrote the document add the elements around the signature.'),
  }),
  'document/not-signed': () => ({
    what: l10n.t('The document is not signed: no signature is there to replace or to confirm.'),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Sign it first.'),
  }),
  'document/no-counter-signature': () => ({
    what: l10n.t('The signature in the document cannot be counter-signed.'),
    meaning: l10n.t('Its value has no Id, or it is no XAdES signature. Nothing was changed.'),
    advice: l10n.t('Have it signed again as XAdES, with an Id for ds:SignatureValue.'),
  }),
  'document/duplicate-id': ({ id }) => ({
    what: l10n.t('More than one element has the Id “{0}”.', quotable(id)),
    meaning: l10n.t(
      'The document gives its signature that Id, so nobody could tell which is meant. Nothing was changed.',
    ),
    advice: l10n.t('Give each element an Id of its own, then sign.'),
  }),
  'document/check-failed': ({ finding }) => ({
    what: l10n.t('The signature was made, but the document would not be valid with it.'),
    meaning: [
      ...(finding === null ? [] : [findingText(finding).message]),
      l10n.t('It was thrown away; no file was changed.'),
    ].join(' '),
    advice: l10n.t('Validate the document as it is: an older signature in it may be broken.'),
    remedy: 'show-log',
  }),
};
