import * as l10n from '@vscode/l10n';
import type { GibFindings, ImzagerAdvice } from '../../signature/report/gibFindings.ts';
import type { FindingWords } from './findingText.ts';

const wishes: Readonly<Record<ImzagerAdvice, () => string>> = {
  certificates: () =>
    l10n.t('İmzager wants the signer’s certificate alone in ds:KeyInfo, and here are more.'),
  id: () =>
    l10n.t(
      'İmzager wants an Id of the signature that is an XML name: a letter or “_” first, and neither blanks nor colons.',
    ),
  'ext-namespace': () => l10n.t('İmzager wants xmlns:ext declared at the root of the document.'),
  'base64-lines': () => l10n.t('İmzager wants Base64 in lines of at most 76 characters.'),
  'signing-time': () =>
    l10n.t('İmzager shows the time of signing as it is written, and here it is written in UTC.'),
};

/** What TÜBİTAK’s viewer likes to have otherwise. */
export const imzagerWords: FindingWords<Pick<GibFindings, 'GIB-IMZAGER'>> = {
  'GIB-IMZAGER': ({ advice }) => ({
    message: wishes[advice](),
    advice: l10n.t(
      'Nothing has to be done: this is a wish of TÜBİTAK’s signature viewer and no rule of GİB.',
    ),
  }),
};
