import { html, render } from 'lit';
import type { Action, Draft, ToPage } from '../protocol/messages.ts';
import type { KeptPage, PageState, Screen } from '../protocol/screens.ts';
import type { SentenceId } from '../protocol/texts.ts';
import type { Exchange } from './exchange.ts';
import type { FocusBefore } from './focus.ts';
import { focusBefore, settleFocus } from './focus.ts';
import { frame } from './frame.ts';
import { keyed } from 'lit/directives/keyed.js';
import { drawScreen } from './screens/draw.ts';
import type { Local, PageField, PageProblem, View } from './view.ts';
import { FRESH } from './view.ts';
import { Words } from './words.ts';

export interface PagePorts {
  readonly root: HTMLElement;
  readonly exchange: Exchange;
  /** Leaves in VS Code where to go on after a window reload. */
  readonly keep: (kept: KeptPage) => void;
  /** Lets the host know what stands in a form. */
  readonly tell: (draft: Draft) => void;
}

/** The page: draws what the host sends and hands actions to it. It decides nothing. */
export class Page {
  readonly #ports: PagePorts;
  #words: Words | null = null;
  #panel = '';
  #state: PageState | null = null;
  #local: Local = FRESH;
  #problem: PageProblem | null = null;
  /** How far the server's clock is ahead of this one, in ms. */
  #ahead = 0;
  #hiddenAt = 0;
  #ticking: number | undefined;

  constructor(ports: PagePorts) {
    this.#ports = ports;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#hideSecrets();
    });
  }

  /** A message of the host; what is unknown, repeated or late does nothing. */
  receive(message: ToPage): void {
    switch (message.type) {
      case 'init':
        if (this.#words === null) this.#ports.root.replaceChildren();
        this.#words = new Words(message.language, message.texts);
        this.#panel = message.panel;
        document.documentElement.lang = message.language;
        this.#ports.exchange.forget();
        this.#show(message.state);
        return;
      case 'state':
        if (this.#words !== null) this.#show(message.state);
        return;
      case 'done':
        this.#answered(message);
    }
  }

  #show(state: PageState): void {
    const before = focusBefore(this.#state);
    if (screenKey(this.#state) !== screenKey(state)) {
      this.#local = { ...FRESH, draft: draftOn(state.screen) };
      this.#problem = null;
    }
    const { screen, movedClock } = state;
    this.#state = state;
    this.#ahead = movedClock === null ? 0 : Date.parse(movedClock) - Date.now();
    if (screen.kind === 'secrets') this.#takeSecrets(screen.shown?.seconds ?? null);
    this.#ports.keep({ ...state.restore, panel: this.#panel });
    this.#draw(before);
    this.#tick();
  }

  /** What was revealed or asked is so only as long as it is on the page. */
  #takeSecrets(seconds: number | null): void {
    if (seconds === null) {
      this.#local = { ...this.#local, isPinRevealed: false, isPukRevealed: false };
    } else {
      this.#hiddenAt = Date.now() + seconds * 1000;
    }
  }

  #answered({ number, problem }: Extract<ToPage, { type: 'done' }>): void {
    const settled = this.#ports.exchange.settle(number, problem);
    if (settled === undefined) return;
    if (settled.action.kind === 'save-details' && problem === null) {
      this.#local = { ...this.#local, draft: null };
    }
    if (settled.action.kind === 'delete-secrets') {
      this.#local = { ...this.#local, isErasing: false };
    }
    // What was copied from the phone is pasted next.
    const goal = settled.action.kind === 'show-phone' ? 'code' : undefined;
    this.#setProblem(problem, goal);
  }

  #setProblem(problem: PageProblem | null, otherwise?: string): void {
    const before = focusBefore(this.#state);
    this.#problem = problem;
    const goal = problem?.field ?? otherwise;
    this.#draw({ ...before, ...(goal !== undefined && { goal }) });
  }

  #act(action: Action): void {
    const { exchange } = this.#ports;
    if (exchange.isPending(action)) return;
    if (action.kind === 'go') exchange.forget();
    this.#problem = null;
    exchange.send(action, () => this.#complain(null, 'noAnswer'));
    this.#draw(focusBefore(this.#state));
  }

  #complain(field: PageField | null, sentence: SentenceId): void {
    if (this.#words !== null) this.#setProblem({ field, text: this.#words.say(sentence) });
  }

  #change(part: Partial<Local>, focusOn?: string): void {
    const before = focusBefore(this.#state);
    this.#local = { ...this.#local, ...part };
    this.#draw({ ...before, ...(focusOn !== undefined && { goal: focusOn }) });
  }

  #draw(before: FocusBefore): void {
    const view = this.#view();
    if (view === null) return;
    const screen = keyed(screenKey(view.state), frame(view, drawScreen(view)));
    render(html`${screen}`, this.#ports.root);
    settleFocus(before, view.state);
  }

  #view(): View | null {
    const [words, state] = [this.#words, this.#state];
    if (words === null || state === null) return null;
    return {
      words,
      state,
      local: this.#local,
      problem: this.#problem,
      now: Date.now() + this.#ahead,
      hiddenAt: this.#hiddenAt,
      act: (action) => this.#act(action),
      isBusy: (action) => this.#ports.exchange.isPending(action),
      change: (part, focusOn) => this.#change(part, focusOn),
      note: (draft) => {
        this.#ports.tell(draft);
        this.#change({ draft });
      },
      complain: (field, sentence) => this.#complain(field, sentence),
      typing: (field) => {
        if (this.#problem?.field === field) this.#setProblem(null);
      },
    };
  }

  /** Every second, as long as a time that runs out is on the screen. */
  #tick(): void {
    window.clearInterval(this.#ticking);
    const screen = this.#state?.screen;
    const isCounting =
      screen?.kind === 'code' ||
      screen?.kind === 'new-word' ||
      (screen?.kind === 'secrets' && screen.shown !== null);
    if (isCounting) this.#ticking = window.setInterval(() => this.#second(), 1000);
  }

  #second(): void {
    const screen = this.#state?.screen;
    if (screen?.kind === 'secrets' && Date.now() >= this.#hiddenAt) this.#hideSecrets();
    else this.#draw(focusBefore(this.#state));
  }

  /** Takes PIN and PUK off the page at once, whatever the host does. */
  #hideSecrets(): void {
    const state = this.#state;
    if (state?.screen.kind !== 'secrets' || state.screen.shown === null) return;
    this.#show({ ...state, screen: { ...state.screen, shown: null } });
    this.#act({ kind: 'hide-secrets' });
  }
}

/** What was typed before on a screen that is shown again. */
function draftOn(screen: Screen): Draft | null {
  if (screen.kind === 'details' && screen.typed !== null) {
    return { screen: screen.kind, ...screen.typed };
  }
  if (screen.kind === 'revoke' && screen.typed !== null) {
    return { screen: screen.kind, ...screen.typed };
  }
  return null;
}

/** What is one screen: the same one about another thing is another. */
function screenKey(state: PageState | null): string {
  if (state === null) return '';
  const { screen } = state;
  switch (screen.kind) {
    case 'revoke':
      return `${screen.kind} ${screen.certificate.serialNumber}`;
    case 'renew':
    case 'secrets':
    case 'unlock':
      return `${screen.kind} ${screen.card.serial}`;
    default:
      return screen.kind;
  }
}
