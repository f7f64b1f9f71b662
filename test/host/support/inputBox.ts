import * as vscode from 'vscode';

/** What happens to an open input box; `meanwhile` is what goes on elsewhere. */
export type BoxAction =
  | { readonly type: string }
  | { readonly button: number }
  | { readonly meanwhile: () => Promise<unknown> }
  | { readonly leave: true };

/** How a box looked when something was typed into it. */
export interface BoxSight {
  readonly title: string | undefined;
  readonly prompt: string | undefined;
  readonly password: boolean;
  readonly complaint: string | undefined;
}

/** An input box whose user does what was planned, one action after the other. */
export class PlannedInputBox implements vscode.InputBox {
  readonly #next: () => BoxAction;
  readonly #seen: (sight: BoxSight) => void;
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

  constructor(next: () => BoxAction, seen: (sight: BoxSight) => void) {
    this.#next = next;
    this.#seen = seen;
  }

  show(): void {
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
    const action = this.#next();
    if ('leave' in action) this.hide();
    else if ('meanwhile' in action) await action.meanwhile();
    else if ('button' in action) {
      const button = this.buttons[action.button];
      if (button) this.#pressed.fire(button);
    } else {
      this.value = action.type;
      this.#changed.fire(action.type);
      this.#accepted.fire();
      const { title, prompt, password, validationMessage } = this;
      const complaint =
        typeof validationMessage === 'string' ? validationMessage : validationMessage?.message;
      this.#seen({ title, prompt, password, complaint });
    }
    setImmediate(() => void this.#act());
  }
}
