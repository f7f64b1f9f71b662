import { MuhurError, isMuhurError } from '../../../errors.ts';
import type { Place } from '../protocol/messages.ts';
import type { Attempt, RestorePoint } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';
import * as menu from './menuActions.ts';
import * as secrets from './secretActions.ts';
import * as signIn from './signInActions.ts';

/** Goes to a place that needs nothing but a click. */
export async function go(state: FlowState, place: Place): Promise<void> {
  switch (place) {
    case 'home':
      state.screen = { kind: 'home', system: state.ports.system };
      return;
    case 'online-services':
      state.screen = { kind: 'online-services' };
      return;
    case 'verification':
      return openVerification(state);
    case 'password':
      return signIn.openPassword(state);
    case 'forgotten':
      return signIn.openForgotten(state);
    case 'signature':
      return openSignature(state);
    case 'menu':
      return menu.openMenu(state);
    case 'details':
      return menu.openDetails(state);
  }
}

/** Who is signed in already, maybe since before a reload, needs no other sign-in. */
async function openVerification(state: FlowState): Promise<void> {
  await knowSession(state);
  if (state.session !== null) return menu.openMenu(state);
  state.screen = { kind: 'verification' };
}

async function openSignature(state: FlowState): Promise<void> {
  const present = await state.ports.presentCards();
  // A real card signs nothing for a simulation.
  const cards = present.flatMap(({ serial, name, reader, isVirtual, canSignIn }) =>
    isVirtual && canSignIn && serial !== null ? [{ serial, name, reader }] : [],
  );
  state.screen = { kind: 'signature', cards, organisations: [] };
}

/** Goes on where it was before a reload, a sign-in or a silence of the server. */
export async function openPoint(state: FlowState, point: RestorePoint): Promise<void> {
  await knowSession(state);
  await open(state, point);
}

async function open(state: FlowState, { screen, about, attempt }: RestorePoint): Promise<void> {
  switch (screen) {
    case 'menu':
      return openMenuAt(state, about);
    case 'revoke':
      return about === null ? menu.openMenu(state) : menu.openRevoke(state, about);
    case 'renew':
      return about === null ? menu.openMenu(state) : menu.openRenew(state, about);
    case 'secrets':
      return about === null ? menu.openMenu(state) : secrets.openSecrets(state, about);
    case 'unlock':
      return about === null ? menu.openMenu(state) : menu.openUnlock(state, about);
    case 'phone':
    case 'code':
    case 'new-word':
      if (attempt !== null && openAttempt(state, screen, attempt)) return;
      return signIn.openPassword(state);
    case 'real-card':
    case 'unavailable':
      return go(state, state.session === null ? 'home' : 'menu');
    default:
      return go(state, screen);
  }
}

/** @throws `portal/not-found` when the organisation has no such certificate; its menu is shown. */
async function openMenuAt(state: FlowState, about: string | null): Promise<void> {
  await menu.openMenu(state, about);
  if (about === null || state.certificateStates.has(about)) return;
  throw new MuhurError('portal/not-found', { what: 'certificate' });
}

/** A sign-in that waited for its code still does. @returns whether enough is known of it. */
function openAttempt(
  state: FlowState,
  kind: 'phone' | 'code' | 'new-word',
  { id, maskedPhone, expiresAt, resendAt }: Attempt,
): boolean {
  if (kind === 'phone') state.screen = { kind, maskedPhone };
  else if (expiresAt === null) return false;
  else if (kind === 'new-word') state.screen = { kind, expiresAt };
  else if (resendAt === null) return false;
  else state.screen = { kind, maskedPhone, expiresAt, resendAt };
  state.attempt = id;
  return true;
}

/** After a reload there may be a session of before. */
async function knowSession(state: FlowState): Promise<void> {
  if (state.session !== null || (await state.readToken()) === null) return;
  try {
    await menu.openMenu(state);
  } catch (error) {
    if (!isMuhurError(error, 'portal/session-ended')) throw error;
    await state.endSession();
  }
}
