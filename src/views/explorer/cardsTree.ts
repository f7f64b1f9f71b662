import * as vscode from 'vscode';
import type { CardsState } from '../../card/cardState.ts';
import { arrange } from './arrange.ts';
import type { Arrangement } from './arrangement.ts';
import type { Describe } from './describeCertificates.ts';
import { moduleNodes } from './moduleNode.ts';
import type { CardsNode, RootNode, Today } from './node.ts';
import { readerNode } from './readerNode.ts';
import { treeItem, tooltipMarkdown } from './treeItem.ts';

/** The rows of the explorer, built anew from each state. */
export class CardsTree implements vscode.TreeDataProvider<CardsNode> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #parents = new Map<string, CardsNode>();
  #all: readonly RootNode[] = [];
  #roots: readonly RootNode[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  /** The readers as they are shown. */
  get roots(): readonly RootNode[] {
    return this.#roots;
  }

  /** The readers with everything below them, whether it is shown or not. */
  get all(): readonly RootNode[] {
    return this.#all;
  }

  show(state: CardsState, describe: Describe, today: Today, arrangement: Arrangement): void {
    this.#all = [
      ...state.readers.map((record) => readerNode(record, describe, today)),
      ...moduleNodes(state.modules, state.tokens, describe, today),
    ];
    this.#roots = arrange(this.#all, arrangement);
    this.#parents.clear();
    for (const root of this.#roots) this.#rememberParents(root);
    this.#changed.fire(undefined);
  }

  #rememberParents(parent: CardsNode): void {
    for (const child of parent.children) {
      this.#parents.set(child.id, parent);
      this.#rememberParents(child);
    }
  }

  getTreeItem(node: CardsNode): vscode.TreeItem {
    return treeItem(node);
  }

  getChildren(node?: CardsNode): CardsNode[] {
    return [...(node?.children ?? this.#roots)];
  }

  getParent({ id }: CardsNode): CardsNode | undefined {
    return this.#parents.get(id);
  }

  resolveTreeItem(item: vscode.TreeItem, node: CardsNode): vscode.TreeItem {
    item.tooltip = tooltipMarkdown(node.tooltip());
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
