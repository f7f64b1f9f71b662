import * as vscode from 'vscode';
import type { CardsState } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { cardsView } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { ContextKey } from '../contextKey.ts';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';
import { showError } from '../showError.ts';
import { CardsTree } from './cardsTree.ts';
import { describingOnce } from './describeCertificates.ts';
import { emptyCause } from './emptyCause.ts';
import type { CardsNode } from './node.ts';
import { viewMessage } from './viewMessage.ts';

/** The explorer in the side bar. It begins to watch the readers when it is seen for the first time. */
export class CardsView implements Disposable {
  readonly tree = new CardsTree();
  readonly #late: LateServices;
  readonly #log: Log;
  readonly #view: vscode.TreeView<CardsNode>;
  readonly #disposables = new DisposableStore();
  readonly #emptyCause = new ContextKey('maliMuhur.emptyCause');
  #begun = false;

  constructor(late: LateServices, log: Log) {
    this.#late = late;
    this.#log = log;
    this.#view = vscode.window.createTreeView(cardsView, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.#disposables.add(this.tree);
    this.#disposables.add(this.#view);
    this.#disposables.add(this.#view.onDidChangeVisibility(() => this.#beginWhenSeen()));
    this.#beginWhenSeen();
  }

  /** Selects the row of a reader, if the view is open. */
  async reveal(reader: string): Promise<void> {
    const node = this.tree.roots.find(({ status }) => status.name === reader);
    if (node && this.#view.visible) await this.#view.reveal(node, { expand: 2 });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #beginWhenSeen(): void {
    if (this.#begun || !this.#view.visible) return;
    this.#begun = true;
    this.#begin().catch((error: unknown) => {
      this.#begun = false;
      showError(error, this.#log);
    });
  }

  async #begin(): Promise<void> {
    this.#emptyCause.set('looking');
    const services = await this.#late.get();
    this.#follow(services);
    services.cards.start();
    const location = { viewId: cardsView };
    await vscode.window.withProgress({ location }, () => settled(services.cards));
  }

  #follow({ cards, describeCertificate }: CardServices): void {
    const describe = describingOnce(describeCertificate);
    const show = (state: CardsState): void => {
      this.#emptyCause.set(emptyCause(state));
      this.#view.message = viewMessage(state);
      this.tree.show(state, describe);
    };
    this.#disposables.add(cards.onDidChange(show));
    show(cards.state);
  }
}
