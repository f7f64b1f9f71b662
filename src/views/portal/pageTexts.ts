import { currentLanguage } from '../../text/language.ts';
import type { LabelId, PageTexts } from './protocol/texts.ts';
import { LABELS } from './protocol/texts.ts';
import { cardTexts } from './texts/cardTexts.ts';
import { commonTexts } from './texts/commonTexts.ts';
import { menuTexts } from './texts/menuTexts.ts';
import { signInTexts } from './texts/signInTexts.ts';

/** What the official labels mean. Nobody needs this who reads them. */
const MEANINGS: Readonly<Record<LabelId, string>> = {
  drivers: 'Driver',
  onlineServices: 'Online services',
  certificateServices: 'Fiscal seal certificate services',
  verification: 'User verification',
  passwordSignIn: 'Sign in with password',
  signatureSignIn: 'Sign in with e-signature',
  vkn: 'Tax number',
  picture: 'Text in the picture',
  word: 'Security word',
  signIn: 'Sign in',
  forgotten: 'I forgot my security word',
  code: 'SMS confirmation code',
  menu: 'Certificate services menu',
  activate: 'Activate',
  suspend: 'Suspend',
  revoke: 'Revoke my certificate',
  renew: 'Renewal',
  details: 'Update details',
  secrets: 'PIN / PUK information',
  save: 'Save my PIN and PUK',
  erase: 'Delete my PIN and PUK',
  unlock: 'Unlock',
  signOut: 'Sign out',
  warning: 'Warning',
  information: 'Information',
  createPin: 'Create PIN / unlock',
  verify: 'Verify',
  onHold: 'On hold',
  active: 'Valid',
  revoked: 'Revoked',
  expired: 'Expired',
};

/** All texts of the page in the language that is set (see `useLanguage`). */
export function pageTexts(): PageTexts {
  return {
    meaning: currentLanguage() === 'tr' ? noMeanings() : MEANINGS,
    sentence: { ...commonTexts(), ...signInTexts(), ...menuTexts(), ...cardTexts() },
  };
}

function noMeanings(): Record<LabelId, string> {
  const none = Object.keys(LABELS).map((id) => [id, '']);
  return Object.fromEntries(none) as Record<LabelId, string>;
}
