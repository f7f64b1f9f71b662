import * as vscode from 'vscode';
import type { Disposable } from '../../disposable.ts';
import { ContextKey } from '../contextKey.ts';
import { type Arrangement, checkedArrangement } from './arrangement.ts';

const KEY = 'cards.arrangement';

/** How the explorer of this workspace is arranged; it is the same when the window opens again. */
export class KeptArrangement implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<Arrangement>();
  readonly #sort = new ContextKey('maliMuhur.sort');
  readonly #filtered = new ContextKey('maliMuhur.filtered');
  readonly #emptyReadersHidden = new ContextKey('maliMuhur.emptyReadersHidden');
  #value: Arrangement;

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#value = checkedArrangement(memento.get(KEY));
    this.#setContext();
  }

  get value(): Arrangement {
    return this.#value;
  }

  async change(part: Partial<Arrangement>): Promise<void> {
    this.#value = { ...this.#value, ...part };
    this.#setContext();
    this.#changed.fire(this.#value);
    await this.#memento.update(KEY, this.#value);
  }

  #setContext(): void {
    const { sort, filter, hidesEmptyReaders } = this.#value;
    this.#sort.set(sort);
    this.#filtered.set(filter !== '');
    this.#emptyReadersHidden.set(hidesEmptyReaders);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
