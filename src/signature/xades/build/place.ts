import type { Span } from '../../report/findings.ts';
import type { ElementHead, XmlElement } from '../../xml/tree.ts';
import { endTags } from './inContext.ts';

/** Where a signature goes, and what comes with it. */
export interface Place {
  /** What it takes the place of; empty where nothing has to go. */
  readonly span: Span;
  readonly before: string;
  readonly after: string;
  /** The elements of the document around it, root first. */
  readonly path: readonly ElementHead[];
  /** Start tags of further elements around it, which come with it. */
  readonly wrapper: readonly string[];
}

type Container = Pick<XmlElement, keyof ElementHead | 'contentEnd' | 'end'>;

/** In an element of the document, whose ancestors are `path`. */
export function placeIn(
  path: readonly ElementHead[],
  element: Container,
  where: 'first' | 'last',
  wrapper: readonly string[] = [],
): Place {
  const { contentStart, contentEnd } = element;
  // "<a/>" has to become "<a>…</a>".
  const isEmptyTag = element.end === contentStart;
  const at = where === 'first' ? contentStart : contentEnd;
  const name = element.prefix === '' ? element.localName : `${element.prefix}:${element.localName}`;
  return {
    span: isEmptyTag ? { start: contentStart - 2, end: contentStart } : { start: at, end: at },
    before: `${isEmptyTag ? '>' : ''}${wrapper.join('')}`,
    after: `${endTags(wrapper)}${isEmptyTag ? `</${name}>` : ''}`,
    path: [...path, element],
    wrapper,
  };
}

/** In the place of an element. */
export function placeOf(path: readonly ElementHead[], { start, end }: Span): Place {
  return { span: { start, end }, before: '', after: '', path, wrapper: [] };
}
