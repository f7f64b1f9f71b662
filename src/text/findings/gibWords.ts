import * as l10n from '@vscode/l10n';
import type { GibFindings } from '../../signature/report/gibFindings.ts';
import type { FindingWords } from './findingText.ts';

/** What GİB asks of the parts of a signature. */
export const gibWords: FindingWords<GibFindings> = {
  'GIB-SIGNER-OTHER': ({ signer, party }) => ({
    message: l10n.t(
      'The seal belongs to {0}, and the document is sent by {1}: two different organisations.',
      signer,
      party,
    ),
    advice: l10n.t(
      'Nothing has to be done when an integrator signs for the sender; otherwise choose the sender’s own seal.',
    ),
  }),
};
