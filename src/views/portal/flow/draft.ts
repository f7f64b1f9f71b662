import type { Draft } from '../protocol/messages.ts';
import type { Screen } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';

/** The form that is shown, or was before something interrupted, and what was typed into it. */
export interface Form {
  readonly of: string;
  readonly draft: Draft | null;
}

/** Another form is a new one, and whoever has gone elsewhere has thought better of it. */
export function noteForm(state: FlowState): void {
  const of = formOf(state.screen);
  if (of !== state.form?.of) state.form = of === null ? null : { of, draft: null };
}

/**
 * Remembers what is typed: it outlives the page, a session that ends and a silence of the server,
 * also when it arrives only after that.
 */
export function keepDraft(state: FlowState, draft: Draft): void {
  const { form } = state;
  if (draft.screen === 'password' || draft.screen === 'forgotten') {
    if (state.restorePoint.screen === draft.screen) state.vkn = draft.vkn;
    return;
  }
  if (form?.of.startsWith(`${draft.screen} `)) state.form = { ...form, draft };
}

/** The screen with what was typed on it. */
export function withDraft(screen: Screen, { form, vkn }: Pick<FlowState, 'form' | 'vkn'>): Screen {
  if (screen.kind === 'password' || screen.kind === 'forgotten') return { ...screen, vkn };
  if (form === null || form.of !== formOf(screen)) return screen;
  const { draft } = form;
  if (screen.kind === 'details' && draft?.screen === 'details') {
    const { address, phone, email } = draft;
    return { ...screen, typed: { address, phone, email } };
  }
  if (screen.kind === 'revoke' && draft?.screen === 'revoke') {
    const { reason, confirmed } = draft;
    return { ...screen, typed: { reason, confirmed } };
  }
  return screen;
}

/** What one has typed for one organisation or certificate is nothing to another. */
function formOf(screen: Screen): string | null {
  if (screen.kind === 'details') return `details ${screen.vkn}`;
  if (screen.kind === 'revoke') return `revoke ${screen.certificate.serialNumber}`;
  return null;
}
