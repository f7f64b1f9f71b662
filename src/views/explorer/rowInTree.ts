import type { CardsTree } from './cardsTree.ts';
import type { CardsNode } from './node.ts';
import { rowsBelow } from './rowsBelow.ts';

/** Longer than reading a slow card takes. */
const LIMIT_MS = 5000;

/** The row that fits, as soon as there is one, shown or not; undefined when none comes. */
export function rowInTree(
  tree: CardsTree,
  fits: (node: CardsNode) => boolean,
): Promise<CardsNode | undefined> {
  return new Promise((resolve) => {
    const look = (): CardsNode | undefined => rowsBelow(tree.all).find(fits);
    const done = (found: CardsNode | undefined): void => {
      clearTimeout(timer);
      changes.dispose();
      resolve(found);
    };
    const timer = setTimeout(done, LIMIT_MS, undefined);
    const changes = tree.onDidChangeTreeData(() => {
      const found = look();
      if (found) done(found);
    });
    const found = look();
    if (found) done(found);
  });
}
