import type { GuideStep } from '../../contributions.ts';
import type { PageState } from './protocol/screens.ts';

/** The last step that somebody who sees this page has done. */
export function guideStep({ screen, session }: PageState): GuideStep {
  if (screen.kind === 'secrets') return screen.shown === null ? 6 : 7;
  if (session !== null) return 5;
  switch (screen.kind) {
    case 'password':
    case 'forgotten':
    case 'new-word':
    case 'phone':
    case 'code':
    case 'signature':
      return 4;
    case 'verification':
      return 3;
    default:
      return 0;
  }
}
