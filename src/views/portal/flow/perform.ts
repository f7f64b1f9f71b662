import * as l10n from '@vscode/l10n';
import { readHealth } from '../../../portal/contract/testSuite.ts';
import type { Action } from '../protocol/messages.ts';
import { MENU } from './destination.ts';
import type { FlowState } from './flowState.ts';
import * as menu from './menuActions.ts';
import { go, openPoint } from './places.ts';
import * as secrets from './secretActions.ts';
import * as signIn from './signInActions.ts';

/** What waits for its turn; hiding does not. */
export type QueuedAction = Exclude<Action, { readonly kind: 'hide-secrets' }>;

/** What an action needs of the flow before it is done. */
export interface WhileItLasts {
  /** Shows what is known so far. */
  readonly draw: () => void;
  /** Has somebody hidden PIN and PUK since the action was asked for? */
  readonly isHidden: () => boolean;
}

/**
 * Does what an action says. One that belongs to another screen than the one that is shown does
 * nothing.
 */
export async function perform(
  state: FlowState,
  action: QueuedAction,
  { draw, isHidden }: WhileItLasts,
): Promise<void> {
  switch (action.kind) {
    case 'go':
      return go(state, action.to);
    case 'open-official':
      return state.ports.openOfficial(action.page);
    case 'check-computer':
      state.ports.checkComputer();
      return;
    case 'start-simulator':
      return connectAgain(state);
    case 'show-phone':
      return state.ports.showPhone();
    case 'new-picture':
      return signIn.renewPicture(state);
    case 'tell-picture':
      return signIn.tellPicture(state);
    case 'sign-in':
      return signIn.signIn(state, action);
    case 'send-code':
      return signIn.sendCode(state);
    case 'enter-code':
      if (await signIn.enterCode(state, action.code)) await goOn(state);
      return;
    case 'sign-in-with-card':
      if (await signIn.signInWithCard(state, action.card, action.vkn)) await goOn(state);
      return;
    case 'forgot-word':
      return signIn.forgetWord(state, action);
    case 'renew-word':
      return signIn.renewWord(state, action);
    case 'sign-out':
      return signIn.signOut(state);
    case 'activate':
      return menu.activate(state, action.certificate);
    case 'suspend':
      return menu.suspend(state, action.certificate);
    case 'ask-revoke':
      return menu.openRevoke(state, action.certificate);
    case 'revoke':
      return menu.revoke(state, action);
    case 'ask-renew':
      return menu.openRenew(state, action.card);
    case 'renew':
      return menu.renew(state, action.card);
    case 'save-details':
      return menu.saveDetails(state, action);
    case 'open-unlock':
      return menu.openUnlock(state, action.card);
    case 'unlock':
      return menu.unlock(state, draw);
    case 'open-secrets':
      return secrets.openSecrets(state, action.card);
    case 'show-secrets':
      return secrets.showSecrets(state, isHidden);
    case 'save-secrets':
      return secrets.saveSecrets(state);
    case 'print-secrets':
      return secrets.printSecrets(state);
    case 'delete-secrets':
      return secrets.deleteSecrets(state);
  }
}

/** Starts the server where that is ours to do, and goes on where its silence has interrupted. */
async function connectAgain(state: FlowState): Promise<void> {
  if (state.screen.kind !== 'unavailable') return;
  await state.call(readHealth, {});
  await openPoint(state, state.restorePoint);
  state.notice = l10n.t('The portal answers again.');
}

/** Where the user wanted to go before they had to sign in; else the menu. */
async function goOn(state: FlowState): Promise<void> {
  const { wanted, notice } = state;
  await openPoint(state, wanted ?? MENU);
  state.notice = notice;
}
