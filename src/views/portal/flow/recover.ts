import type { MuhurError } from '../../../errors.ts';
import { isMuhurError } from '../../../errors.ts';
import { explain } from '../../../text/errors.ts';
import type { ActionProblem } from '../protocol/messages.ts';
import type { RestorePoint } from '../protocol/screens.ts';
import { actionProblem } from './actionProblem.ts';
import { MENU, isBehindSignIn, isOfServer } from './destination.ts';
import type { FlowState } from './flowState.ts';
import { openMenu } from './menuActions.ts';
import { go } from './places.ts';
import { openSecrets } from './secretActions.ts';
import { openPassword } from './signInActions.ts';

/**
 * Shows the screen from which one goes on after an error.
 * @param goal where the action that failed wanted to go, or began.
 * @returns what the page has to say of it beyond that screen.
 */
export async function recover(
  state: FlowState,
  error: MuhurError,
  goal: RestorePoint,
): Promise<ActionProblem | null> {
  if (isUnavailable(error)) {
    if (!isOfServer(goal.screen)) return stay(state, error, goal);
    await showUnavailable(state, error, goal);
    return null;
  }
  if (isMuhurError(error, 'portal/session-ended')) {
    const wasOpen = state.session !== null;
    await state.endSession();
    state.wanted = isBehindSignIn(goal.screen) ? goal : null;
    state.screen = { kind: 'verification' };
    state.ports.changed();
    // Where there was none, signing in is no trouble but the next step.
    return wasOpen ? actionProblem(error, state.screen.kind) : null;
  }
  // What cannot be shown anew stays as it is: the error is what counts.
  await showAnew(state, error, goal).catch(() => undefined);
  return actionProblem(error, state.screen.kind);
}

/** What shows nothing of the server is shown without it. */
async function stay(
  state: FlowState,
  error: MuhurError,
  { screen }: RestorePoint,
): Promise<ActionProblem> {
  await state.ports.dropConnection();
  if (screen === 'home' || screen === 'online-services') await go(state, screen);
  return actionProblem(error, state.screen.kind);
}

async function showUnavailable(
  state: FlowState,
  error: MuhurError,
  goal: RestorePoint,
): Promise<void> {
  const { ports, session, wanted } = state;
  await ports.dropConnection();
  // A sign-in that has succeeded is not gone through again.
  const isPast = session !== null && !isBehindSignIn(goal.screen);
  state.interrupted = isPast ? (wanted ?? MENU) : goal;
  const { what, meaning, advice } = explain(error);
  state.screen = {
    kind: 'unavailable',
    what: `${what} ${meaning}`,
    advice,
    mayStart: ports.startsServer,
  };
}

/** What is shown is not what the server knows, or leads no further. */
async function showAnew(state: FlowState, error: MuhurError, goal: RestorePoint): Promise<void> {
  const { screen } = state;
  if (isMuhurError(error, 'portal/sms-code-wrong') && error.data.triesLeft > 0) return;
  switch (error.code) {
    case 'portal/sms-code-wrong':
    case 'portal/sign-in-expired':
      state.attempt = null;
      return openPassword(state);
    case 'portal/certificate-state':
    case 'portal/not-found':
      if (state.session === null) return;
      await openMenu(state, goal.about);
      state.ports.changed();
      return;
    case 'portal/secrets-deleted':
      return screen.kind === 'secrets' ? openSecrets(state, screen.card.serial) : undefined;
    case 'portal/real-card':
      return screen.kind === 'unlock' ? showRealCard(state) : undefined;
    default:
      return;
  }
}

async function showRealCard(state: FlowState): Promise<void> {
  const real = (await state.ports.presentCards()).find(({ isVirtual }) => !isVirtual);
  if (real === undefined) return;
  state.screen = { kind: 'real-card', reader: real.reader, family: real.family };
}

function isUnavailable({ code }: MuhurError): boolean {
  return (
    code === 'portal/unreachable' ||
    code === 'portal/timeout' ||
    code === 'portal/answer' ||
    code === 'portal/address-refused' ||
    code.startsWith('simulator/')
  );
}
