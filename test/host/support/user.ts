import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type BoxAction, type BoxSight, PlannedInputBox } from './inputBox.ts';

type Window = typeof vscode.window;

/**
 * Stands in for the person at the screen: answers what VS Code asks as planned, and remembers what
 * it is told. What nobody planned is an Escape.
 */
export class User {
  /** Messages as they were shown, each with its kind before it. */
  readonly heard: string[] = [];
  /** The buttons of the last message. */
  offered: readonly string[] = [];
  /** The titles of the choices that were asked, and what there was to choose. */
  readonly choices: { readonly title: string | undefined; readonly labels: readonly string[] }[] =
    [];
  readonly boxes: BoxSight[] = [];
  /** What each of these boxes said before Enter was pressed. */
  readonly hints: (string | undefined)[] = [];
  readonly #typing: BoxAction[] = [];
  readonly #picks: string[] = [];
  readonly #buttons: string[] = [];
  readonly #window: Window = { ...vscode.window };

  constructor() {
    const stand = {
      showInformationMessage: this.#hear('info'),
      showWarningMessage: this.#hear('warning'),
      showErrorMessage: this.#hear('error'),
      createInputBox: () =>
        new PlannedInputBox(
          (isEnabled) => this.#nextAction(isEnabled),
          (sight, hint) => {
            this.boxes.push(sight);
            this.hints.push(hint);
          },
        ),
      showInputBox: (options: vscode.InputBoxOptions) => this.#fillIn(options),
      showQuickPick: (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) =>
        this.#pick(items, options),
    };
    Object.assign(vscode.window, stand);
  }

  /** Lets VS Code ask the screen again, and complains about plans that nobody asked for. */
  leave(): void {
    const { showInformationMessage, showWarningMessage, showErrorMessage } = this.#window;
    const { createInputBox, showInputBox, showQuickPick } = this.#window;
    Object.assign(vscode.window, {
      showInformationMessage,
      showWarningMessage,
      showErrorMessage,
      createInputBox,
      showInputBox,
      showQuickPick,
    });
    assert.deepEqual([...this.#typing, ...this.#picks, ...this.#buttons], [], 'planned, not asked');
  }

  /** Types into the next input boxes, each time followed by Enter. */
  willType(...texts: readonly string[]): this {
    this.#typing.push(...texts.map((type) => ({ type })));
    return this;
  }

  willPressButtonOfBox(button: number): this {
    this.#typing.push({ button });
    return this;
  }

  willGoBack(): this {
    this.#typing.push({ back: true });
    return this;
  }

  /** Presses Escape, even in a box that takes nothing else because the card works. */
  willLeave(): this {
    this.#typing.push({ leave: true });
    return this;
  }

  /** Leaves the box open while something happens. */
  willWaitFor(meanwhile: () => Promise<unknown>): this {
    this.#typing.push({ meanwhile });
    return this;
  }

  /** Chooses the entries whose labels begin so. */
  willPick(...labels: readonly string[]): this {
    this.#picks.push(...labels);
    return this;
  }

  /** Presses the buttons with these titles. */
  willPress(...titles: readonly string[]): this {
    this.#buttons.push(...titles);
    return this;
  }

  #nextAction(isEnabled: boolean): BoxAction | 'wait' {
    const [first] = this.#typing;
    if (!isEnabled && !(first && 'leave' in first)) return 'wait';
    return this.#typing.shift() ?? { leave: true };
  }

  #hear(kind: string) {
    return (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
      const [first] = rest;
      const isOptions = typeof first === 'object' && first !== null && !('title' in first);
      const buttons = (isOptions ? rest.slice(1) : rest) as (string | vscode.MessageItem)[];
      const detail = isOptions ? (first as vscode.MessageOptions).detail : undefined;
      this.heard.push(`${kind}: ${text}${detail === undefined ? '' : ` ${detail}`}`);
      this.offered = buttons.map(titleOf);
      const wanted = this.#buttons[0];
      const pressed = buttons.find((button) => titleOf(button) === wanted);
      if (pressed !== undefined) this.#buttons.shift();
      return Promise.resolve(pressed);
    };
  }

  #pick(
    items: readonly vscode.QuickPickItem[],
    { title }: vscode.QuickPickOptions,
  ): Promise<vscode.QuickPickItem | undefined> {
    const labels = items.map(({ label }) => label);
    this.choices.push({ title, labels });
    const wanted = this.#picks.shift();
    if (wanted === undefined) return Promise.resolve(undefined);
    const chosen = items.find(({ label }) => label.startsWith(wanted));
    assert.ok(chosen, `“${wanted}” is not among ${labels.join(', ')}`);
    return Promise.resolve(chosen);
  }

  async #fillIn(options: vscode.InputBoxOptions): Promise<string | undefined> {
    const { title, prompt, password = false, value } = options;
    for (;;) {
      const action = this.#typing.shift() ?? { leave: true };
      if (!('type' in action)) return undefined;
      const text = action.type === '' ? (value ?? '') : action.type;
      const answer = await options.validateInput?.(text);
      const complaint = typeof answer === 'string' ? answer : answer?.message;
      this.boxes.push({ title, prompt, password, complaint });
      if (complaint === undefined) return text;
    }
  }
}

function titleOf(button: string | vscode.MessageItem): string {
  return typeof button === 'string' ? button : button.title;
}
