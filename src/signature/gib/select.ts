import type { DocumentIndex, KeptElement } from '../xml/documentIndex.ts';
import { childrenOf, type ElementHead, type XmlElement } from '../xml/tree.ts';

/** An element with its ancestors, root first. */
export type PlacedElement = Pick<KeptElement, 'element' | 'path'>;

/** One step down to children: an expanded name. */
export type Step = readonly [namespace: string, localName: string];

/** As XPath selects from an element: all that the steps lead to, in document order. */
export function select(element: XmlElement, ...steps: readonly Step[]): readonly XmlElement[] {
  return steps.reduce<readonly XmlElement[]>(
    (found, step) => found.flatMap((parent) => childrenOf(parent, ...step)),
    [element],
  );
}

/** Where something is missing: the element itself, or the innermost one on the way that exists. */
export function nearest(element: XmlElement, ...steps: readonly Step[]): XmlElement {
  let innermost = element;
  for (const step of steps) {
    const [child] = childrenOf(innermost, ...step);
    if (child === undefined) return innermost;
    innermost = child;
  }
  return innermost;
}

/** What was kept of the document at the end of these steps from the root. */
export function keptAt(index: DocumentIndex, ...steps: readonly Step[]): readonly KeptElement[] {
  return index.kept.filter(({ element, path }) => isAt([...path.slice(1), element], steps));
}

/** Do the elements have the names of the steps? */
export function isAt(elements: readonly ElementHead[], steps: readonly Step[]): boolean {
  return (
    elements.length === steps.length &&
    steps.every(([namespace, localName], depth) => {
      const element = elements[depth];
      return element?.localName === localName && element.namespace === namespace;
    })
  );
}

/** The string value of XPath: all text in the element, whatever stands between. */
export function stringValue(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (child.kind === 'element') return stringValue(child);
      return child.kind === 'text' ? child.value : '';
    })
    .join('');
}

/** XPath's normalize-space: nothing but white space of XML becomes nothing. */
export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}
