import type { PageState } from './protocol/screens.ts';

/**
 * The steps of the Kamu SM guide that are done on the portal: 3 its page is open, 4 a way to sign in
 * is chosen, 5 signed in, 6 PIN / PUK Bilgisi is open, 7 its warnings are acknowledged, which is when
 * the PIN is shown. 0: none of them.
 */
export type GuideStep = 0 | 3 | 4 | 5 | 6 | 7;

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
