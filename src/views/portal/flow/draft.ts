import type { Draft } from '../protocol/messages.ts';
import type { Screen } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';

/** What was typed, and on which form of whom. */
export interface KeptDraft {
  readonly form: string;
  readonly draft: Draft;
}

/** Remembers what is typed: it outlives the page, a session that ends and a silence of the server. */
export function keepDraft(state: FlowState, draft: Draft): void {
  const form = formOf(state.screen);
  if (form !== null && state.screen.kind === draft.screen) state.draft = { form, draft };
}

/** Whoever has gone elsewhere has thought better of it. */
export function dropDraft(state: FlowState): void {
  if (formOf(state.screen) !== state.draft?.form) state.draft = null;
}

/** The screen with what was typed on it. */
export function withDraft(screen: Screen, kept: KeptDraft | null): Screen {
  if (kept === null || kept.form !== formOf(screen)) return screen;
  const { draft } = kept;
  if (screen.kind === 'details' && draft.screen === 'details') {
    const { address, phone, email } = draft;
    return { ...screen, typed: { address, phone, email } };
  }
  if (screen.kind === 'revoke' && draft.screen === 'revoke') {
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
