import * as vscode from 'vscode';
import type { CardsState } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { cardsView } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { ContextKey } from '../contextKey.ts';
import type { LateServices } from '../lateServices.ts';
import type { PortalStates } from '../portal/portalStates.ts';
import { runsRemotely } from '../runsRemotely.ts';
import { onSettingChange, setting } from '../settings.ts';
import { settled } from '../settled.ts';
import { showError } from '../showError.ts';
import { arrangementText, filterMessage } from './arrangement.ts';
import { CardsTree } from './cardsTree.ts';
import { type Describe, describingOnce } from './describeCertificates.ts';
import { emptyCause } from './emptyCause.ts';
import { KeptArrangement } from './keptArrangement.ts';
import type { CardsNode } from './node.ts';
import { rowInTree } from './rowInTree.ts';
import { viewMessage } from './viewMessage.ts';

/** Rows count days; an editor that stays open for weeks must not show those of last month. */
const REDRAW_MS = 60 * 60 * 1000;

/**
 * The explorer in the side bar. It begins to watch the readers when it is seen for the first time,
 * or when somebody else wants that.
 */
export class CardsView implements Disposable {
  readonly tree = new CardsTree();
  readonly arrangement: KeptArrangement;
  readonly #late: LateServices;
  readonly #portal: PortalStates;
  readonly #log: Log;
  readonly #isRemote: boolean;
  readonly #view: vscode.TreeView<CardsNode>;
  readonly #disposables = new DisposableStore();
  readonly #emptyCause = new ContextKey('maliMuhur.emptyCause');
  readonly #cardSeen = new ContextKey('maliMuhur.cardSeen');
  #begun = false;
  #drawn: { readonly state: CardsState; readonly describe: Describe } | undefined;

  constructor(
    late: LateServices,
    log: Log,
    context: vscode.ExtensionContext,
    portal: PortalStates,
  ) {
    this.#late = late;
    this.#portal = portal;
    this.#log = log;
    this.#isRemote = runsRemotely(context.extension);
    new ContextKey('maliMuhur.runsRemotely').set(this.#isRemote);
    this.arrangement = new KeptArrangement(context.workspaceState);
    this.#view = vscode.window.createTreeView(cardsView, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.#disposables.add(this.tree);
    this.#disposables.add(this.#view);
    this.#disposables.add(this.arrangement);
    this.#disposables.add(this.arrangement.onDidChange(() => this.#draw()));
    this.#disposables.add(this.#view.onDidChangeVisibility(() => this.#watchWhenSeen()));
    this.#watchWhenSeen();
  }

  /** The rows that are selected now. */
  get selection(): readonly CardsNode[] {
    return this.#view.selection;
  }

  /** What stands beside the title of the view. */
  get description(): string {
    return this.#view.description ?? '';
  }

  /** Selects the first row that fits once it is there, and opens the view for that. */
  async reveal(fits: (node: CardsNode) => boolean, focus = false): Promise<void> {
    this.watch();
    const node = await rowInTree(this.tree, fits);
    if (node === undefined) return;
    // Whoever asks for a row wants to see it, whatever the filter of before says.
    if (!this.#isShown(node)) await this.arrangement.change({ filter: '' });
    await this.#view.reveal(node, { select: true, focus, expand: true });
  }

  /** Begins to watch the readers; further calls do nothing. */
  watch(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#begin().catch((error: unknown) => {
      this.#begun = false;
      showError(error, this.#log);
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #isShown(node: CardsNode): boolean {
    return (
      this.tree.getParent(node) !== undefined || this.tree.roots.some(({ id }) => id === node.id)
    );
  }

  #watchWhenSeen(): void {
    if (this.#view.visible) this.watch();
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
      this.#drawn = { state, describe };
      this.#draw();
      this.#portal.look(state);
      if (state.readers.some(({ status }) => status.atr !== null)) this.#cardSeen.set(true);
    };
    this.#disposables.add(cards.onDidChange(show));
    this.#disposables.add(onSettingChange(['maliMuhur.certificates.warnDays'], () => this.#draw()));
    this.#disposables.add(this.#portal.onDidChange(() => this.#draw()));
    const redraw = setInterval(() => this.#draw(), REDRAW_MS);
    this.#disposables.add({ dispose: () => clearInterval(redraw) });
    show(cards.state);
  }

  #draw(): void {
    const arrangement = this.arrangement.value;
    this.#view.description = arrangementText(arrangement);
    if (this.#drawn === undefined) return;
    const { state, describe } = this.#drawn;
    const today = {
      now: new Date(),
      warnDays: setting('maliMuhur.certificates.warnDays'),
      portal: this.#portal.value,
    };
    this.tree.show(state, describe, today, arrangement);
    this.#emptyCause.set(emptyCause(state, this.tree.roots.length, arrangement));
    // With no rows, a welcome text says the same at more length.
    const parts = [filterMessage(arrangement), viewMessage(state, this.#isRemote)];
    this.#view.message = this.tree.roots.length === 0 ? '' : parts.filter(Boolean).join(' ');
  }
}
