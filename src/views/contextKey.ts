import * as vscode from 'vscode';
import type { ContextKeyId, ContextKeys } from '../contributions.ts';

/** A context key that is sent to VS Code only when its value changes. */
export class ContextKey<K extends ContextKeyId> {
  readonly #id: K;
  #value: ContextKeys[K] | undefined;

  constructor(id: K) {
    this.#id = id;
  }

  set(value: ContextKeys[K]): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand('setContext', this.#id, value);
  }
}
