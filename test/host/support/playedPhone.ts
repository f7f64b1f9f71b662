import * as vscode from 'vscode';
import { until } from '../../rig/until.ts';

/** Stands in for the list that shows the simulated phone, and for the person in front of it. */
export class PlayedPhone {
  readonly opened: Promise<void>;
  items: readonly vscode.QuickPickItem[] = [];
  #selected: readonly vscode.QuickPickItem[] = [];
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly #own = vscode.window.createQuickPick;

  constructor() {
    let open: () => void = () => undefined;
    this.opened = new Promise((resolve) => (open = resolve));
    const list = {
      title: '',
      placeholder: '',
      show: () => open(),
      hide: () => this.#hidden.fire(),
      dispose: () => undefined,
      onDidAccept: this.#accepted.event,
      onDidHide: this.#hidden.event,
    };
    Object.defineProperty(list, 'items', {
      get: () => this.items,
      set: (items: readonly vscode.QuickPickItem[]) => (this.items = items),
    });
    Object.defineProperty(list, 'selectedItems', { get: () => this.#selected });
    Object.assign(vscode.window, { createQuickPick: () => list });
  }

  /** Waits until its messages are such. */
  shows(fits: (items: readonly vscode.QuickPickItem[]) => boolean): Promise<void> {
    return until('the phone shows the message', () => fits(this.items));
  }

  choose(index: number): void {
    this.#selected = this.items.slice(index, index + 1);
    this.#accepted.fire();
  }

  leave(): void {
    this.#hidden.fire();
  }

  close(): void {
    Object.assign(vscode.window, { createQuickPick: this.#own });
  }
}
