import type { PageState, ScreenKind } from '../protocol/screens.ts';

/** What had the focus before the page was drawn anew. */
export interface FocusBefore {
  readonly screen: ScreenKind | null;
  /** Somebody is at work on the page, not elsewhere in VS Code. */
  readonly isHere: boolean;
  /** Something on the page had it, not the page as such. */
  readonly isOnElement: boolean;
  readonly focusedRow: string | null;
  /** Id of what takes the focus: the field of a problem, a question that opens. */
  readonly goal?: string;
}

/**
 * When VS Code asks something it takes the focus off the element that has it, and gives it back to
 * the page as such: whoever works by keyboard goes on where they were.
 */
export function keepPlace(): void {
  let last: EventTarget | null = null;
  document.addEventListener('focusin', ({ target }) => (last = target));
  window.addEventListener('focus', () => {
    if (document.activeElement !== document.body || !(last instanceof HTMLElement)) return;
    if (last.isConnected) last.focus({ preventScroll: true });
  });
}

export function focusBefore(state: PageState | null): FocusBefore {
  return {
    screen: state?.screen.kind ?? null,
    isHere: document.hasFocus(),
    isOnElement: document.activeElement !== null && document.activeElement !== document.body,
    focusedRow: rowOf(state),
  };
}

/**
 * Where the focus goes once the page is drawn: to the field of a problem, to the heading of a new
 * screen, or, when what had it is gone, to the heading of this one. Otherwise it stays.
 */
export function settleFocus(before: FocusBefore, state: PageState): void {
  if (before.goal !== undefined) {
    focusSoon(document.getElementById(before.goal));
    return;
  }
  const isNew = before.screen !== state.screen.kind;
  const row = rowOf(state);
  const isLost =
    before.isOnElement &&
    (document.activeElement === null || document.activeElement === document.body);
  const isRowNew = row !== null && (isNew || row !== before.focusedRow);
  if (isNew) window.scrollTo(0, 0);
  if (!isNew && !isLost && !isRowNew) return;
  const target = rowElement(row) ?? document.getElementById('heading');
  if (row !== null) target?.scrollIntoView({ block: 'center' });
  // A page that opens behind somebody's back does not take the focus away.
  if (before.isHere || document.hasFocus()) focusSoon(target);
}

function rowOf(state: PageState | null): string | null {
  return state?.screen.kind === 'menu' ? state.screen.focus : null;
}

function rowElement(serial: string | null): HTMLElement | null {
  return serial === null ? null : document.getElementById(`certificate-${serial}`);
}

/** Elements of the toolkit draw what takes the focus a moment later. */
function focusSoon(element: HTMLElement | null): void {
  if (element === null) return;
  const { updateComplete } = element as { updateComplete?: Promise<unknown> };
  if (updateComplete === undefined) element.focus({ preventScroll: false });
  else void updateComplete.then(() => element.focus());
}
