import * as l10n from '@vscode/l10n';
import type { GibFindings } from '../../signature/report/gibFindings.ts';
import type { FindingWords } from './findingText.ts';
import { gibDocumentWords } from './gibDocumentWords.ts';
import { gibSignatureWords } from './gibSignatureWords.ts';
import { imzagerWords } from './imzagerWords.ts';

/** What GİB asks of the parts of a signature. */
export const gibWords: FindingWords<GibFindings> = {
  ...gibSignatureWords,
  ...gibDocumentWords,
  ...imzagerWords,
  'GIB-SIGNER-OTHER': ({ signer, party, named }) => ({
    message: l10n.t(
      'The seal belongs to {0}, and the document is sent by {1}: two different organisations.',
      signer,
      party,
    ),
    advice: named
      ? l10n.t(
          'Nothing has to be done: the document itself names this signer, as it does when an integrator signs.',
        )
      : l10n.t(
          'Nothing has to be done when an integrator signs for the sender; otherwise choose the sender’s own seal.',
        ),
  }),
};
