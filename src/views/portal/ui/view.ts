import type { Action, ActionProblem, Draft, Field } from '../protocol/messages.ts';
import type { PageState } from '../protocol/screens.ts';
import type { SentenceId } from '../protocol/texts.ts';
import type { Words } from './words.ts';

/** What somebody did on a screen that the host need not know yet. Gone with the screen. */
export interface Local {
  readonly filter: string;
  readonly isWordShown: boolean;
  readonly areWarningsRead: boolean;
  readonly isPinRevealed: boolean;
  readonly isPukRevealed: boolean;
  /** The question before Parolalarımı Sil is open. */
  readonly isErasing: boolean;
  /** What stands in the form of the screen, once somebody has typed into it. */
  readonly draft: Draft | null;
}

export const FRESH: Local = {
  filter: '',
  isWordShown: false,
  areWarningsRead: false,
  isPinRevealed: false,
  isPukRevealed: false,
  isErasing: false,
  draft: null,
};

/** Fields of the page; a box to tick has no text that the host could refuse. */
export type PageField = Field | 'warnings';

export interface PageProblem extends Omit<ActionProblem, 'field'> {
  readonly field: PageField | null;
}

/** What a screen draws from, and what it can do. */
export interface View {
  readonly words: Words;
  readonly state: PageState;
  readonly local: Local;
  readonly problem: PageProblem | null;
  /** By the clock of the server, in ms. */
  readonly now: number;
  /** When PIN and PUK are hidden, by the clock of this machine, in ms. */
  readonly hiddenAt: number;
  act(action: Action): void;
  isBusy(action: Action): boolean;
  /** @param focusOn id of what takes the focus, where a question opens or closes */
  change(part: Partial<Local>, focusOn?: string): void;
  /** Somebody types into a form that the host remembers. */
  note(draft: Draft): void;
  /** Says at a field what is wrong with it, and goes there. */
  complain(field: PageField, sentence: SentenceId): void;
  /** Somebody corrects a field: what was wrong with it is no news any more. */
  typing(field: PageField): void;
}
