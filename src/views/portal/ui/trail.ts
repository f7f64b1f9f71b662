import type { Place } from '../protocol/messages.ts';
import type { ScreenKind } from '../protocol/screens.ts';
import type { LabelId } from '../protocol/texts.ts';

/** A place above the screen that is shown. */
export interface Crumb {
  readonly place: Place;
  /** Null: the home page, which has no official label. */
  readonly label: LabelId | null;
}

const HOME: Crumb = { place: 'home', label: null };
const ONLINE: Crumb = { place: 'online-services', label: 'onlineServices' };
const VERIFICATION: Crumb = { place: 'verification', label: 'verification' };
const PASSWORD: Crumb = { place: 'password', label: 'passwordSignIn' };
const MENU: Crumb = { place: 'menu', label: 'menu' };

const TRAILS: Readonly<Record<ScreenKind, readonly Crumb[]>> = {
  home: [],
  'online-services': [HOME],
  verification: [HOME, ONLINE],
  password: [HOME, ONLINE, VERIFICATION],
  signature: [HOME, ONLINE, VERIFICATION],
  phone: [HOME, ONLINE, VERIFICATION, PASSWORD],
  code: [HOME, ONLINE, VERIFICATION, PASSWORD],
  forgotten: [HOME, ONLINE, VERIFICATION, PASSWORD],
  'new-word': [HOME, ONLINE, VERIFICATION, PASSWORD],
  menu: [HOME],
  revoke: [HOME, MENU],
  renew: [HOME, MENU],
  details: [HOME, MENU],
  secrets: [HOME, MENU],
  unlock: [HOME, MENU],
  'real-card': [HOME],
  unavailable: [],
};

/** The places above a screen, from the home page down. */
export function trailOf(kind: ScreenKind): readonly Crumb[] {
  return TRAILS[kind];
}
