import type { DocumentIndex } from '../../xml/documentIndex.ts';

/** Names for elements that come into a document, in the prefixes that it uses itself. */
export interface Names {
  /** `ext:UBLExtensions` */
  of(namespace: string, localName: string): string;
  /** Declarations that the outermost of them needs, each after a space. */
  readonly declarations: string;
}

/**
 * @param wanted the namespaces, with the prefixes for those that the root declares no prefix for;
 *   they are declared on the spot.
 */
export function namesIn(index: DocumentIndex, wanted: Readonly<Record<string, string>>): Names {
  const prefixes = new Map<string, string>();
  let declarations = '';
  for (const [namespace, usual] of Object.entries(wanted)) {
    const known = [...index.rootNamespaces].find(([prefix, uri]) => prefix && uri === namespace);
    prefixes.set(namespace, known?.[0] ?? usual);
    if (known === undefined) declarations += ` xmlns:${usual}="${namespace}"`;
  }
  return {
    of: (namespace, localName) => `${prefixes.get(namespace) ?? ''}:${localName}`,
    declarations,
  };
}
