import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What happens to an open input box; `meanwhile` is what goes on elsewhere. */
export type BoxAction =
  | { readonly type: string }
  | { readonly button: number }
  | { readonly back: true }
  | { readonly meanwhile: () => Promise<unknown> }
  | { readonly leave: true };

/** How a box looked when something was typed into it. */
export interface BoxSight {
  /** With the number of the step behind it, as VS Code shows it. */
  readonly title: string | undefined;
  readonly prompt: string | undefined;
  readonly password: boolean;
  readonly complaint: string | undefined;
}

/** An input box whose user does what was planned, one action after the other. */
export class PlannedInputBox implements vscode.InputBox {
  readonly #next: (isEnabled: boolean) => BoxAction | 'wait';
  readonly #seen: (sight: BoxSight, hint: string | undefined) => void;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly #pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
  #open = false;

  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidTriggerButton = this.#pressed.event;

  title: string | undefined;
  prompt: string | undefined;
  placeholder: string | undefined;
  value = '';
  valueSelection: readonly [number, number] | undefined;
  password = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  enabled = true;
  busy = false;
  ignoreFocusOut = false;

  /**
   * @param next what to do now; a box that is not enabled takes nothing but Escape.
   * @param seen hears how the box looked after Enter, and what it said before that.
   */
  constructor(
    next: (isEnabled: boolean) => BoxAction | 'wait',
    seen: (sight: BoxSight, hint: string | undefined) => void,
  ) {
    this.#next = next;
    this.#seen = seen;
  }

  show(): void {
    if (this.#open) return;
    this.#open = true;
    setImmediate(() => void this.#act());
  }

  hide(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  /** Goes on until the box closes, as people do. */
  async #act(): Promise<void> {
    if (!this.#open) return;
    const action = this.#next(this.enabled);
    if (action === 'wait') await pause(5);
    else if ('leave' in action) this.hide();
    else if ('back' in action) this.#pressed.fire(vscode.QuickInputButtons.Back);
    else if ('meanwhile' in action) await action.meanwhile();
    else if ('button' in action) {
      const button = this.buttons[action.button];
      if (button) this.#pressed.fire(button);
    } else {
      this.value = action.type;
      this.#changed.fire(action.type);
      const hint = this.#complaint();
      this.#accepted.fire();
      const { prompt, password } = this;
      const sight = { title: this.#fullTitle(), prompt, password, complaint: this.#complaint() };
      this.#seen(sight, hint);
    }
    setImmediate(() => void this.#act());
  }

  #complaint(): string | undefined {
    const { validationMessage: message } = this;
    return typeof message === 'string' ? message : message?.message;
  }

  #fullTitle(): string | undefined {
    const { title, step, totalSteps } = this;
    if (title === undefined || step === undefined) return title;
    return `${title} (${String(step)}/${String(totalSteps)})`;
  }
}
