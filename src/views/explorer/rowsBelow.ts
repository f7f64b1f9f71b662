import type { CardsNode } from './node.ts';

/** All rows, each before the ones below it. */
export function rowsBelow(nodes: readonly CardsNode[]): readonly CardsNode[] {
  return nodes.flatMap((node) => [node, ...rowsBelow(node.children)]);
}
