import { MuhurError, isMuhurError } from '../../../errors.ts';
import { readHealth } from '../../../portal/contract/testSuite.ts';
import type { Place } from '../protocol/messages.ts';
import type { RestorePoint } from '../protocol/screens.ts';
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
    case 'code':
    case 'phone':
    case 'new-word':
      return openAttempt(state, screen, attempt);
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

/** A sign-in that waited for its code still does; a new code can be asked for at once. */
async function openAttempt(
  state: FlowState,
  screen: 'code' | 'phone' | 'new-word',
  attempt: string | null,
): Promise<void> {
  if (attempt === null) return signIn.openPassword(state);
  const { now } = await state.call(readHealth, {});
  state.attempt = attempt;
  if (screen === 'new-word') state.screen = { kind: 'new-word', expiresAt: now };
  else if (screen === 'phone') state.screen = { kind: 'phone', maskedPhone: '' };
  else state.screen = { kind: 'code', maskedPhone: '', expiresAt: now, resendAt: now };
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
