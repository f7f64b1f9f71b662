import type { Action } from '../protocol/messages.ts';
import type { RestorePoint, ScreenKind } from '../protocol/screens.ts';

/** Sertifika İşlemler Menüsü, where every session begins. */
export const MENU: RestorePoint = { screen: 'menu', about: null, attempt: null };

/** Where an action leads, so that it is gone on with later; null: to nothing but what is shown. */
export function destinationOf(action: Action): RestorePoint | null {
  switch (action.kind) {
    case 'go':
      return { screen: action.to, about: null, attempt: null };
    case 'activate':
    case 'suspend':
      return { ...MENU, about: action.certificate };
    case 'ask-revoke':
      return { screen: 'revoke', about: action.certificate, attempt: null };
    case 'ask-renew':
      return { screen: 'renew', about: action.card, attempt: null };
    case 'open-secrets':
      return { screen: 'secrets', about: action.card, attempt: null };
    case 'open-unlock':
      return { screen: 'unlock', about: action.card, attempt: null };
    default:
      return null;
  }
}

const BEHIND_SIGN_IN: ReadonlySet<ScreenKind> = new Set([
  'menu',
  'revoke',
  'renew',
  'details',
  'secrets',
  'unlock',
]);

/** Is this a screen that only a session shows? */
export function isBehindSignIn(screen: ScreenKind): boolean {
  return BEHIND_SIGN_IN.has(screen);
}

const WITHOUT_SERVER: ReadonlySet<ScreenKind> = new Set([
  'home',
  'online-services',
  'real-card',
  'unavailable',
]);

/** Does the screen show something of the server? */
export function isOfServer(screen: ScreenKind): boolean {
  return !WITHOUT_SERVER.has(screen);
}
