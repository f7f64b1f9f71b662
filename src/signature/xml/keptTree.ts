import { normalisedValue } from './attributeValue.ts';
import { LF } from './characters.ts';
import type { TokenContext } from './tokenHandler.ts';
import type { ElementHead, XmlAttribute, XmlElement, XmlNode } from './tree.ts';
import { XmlError } from './xmlError.ts';

const MOST_NODES = 200_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Elements while they are built. */
export interface GrowingElement extends ElementHead {
  kind: 'element';
  attributes: XmlAttribute[];
  children: XmlNode[];
  parent: GrowingElement | null;
  contentEnd: number;
  end: number;
}

/** Builds the tree of one kept element after the other. */
export class KeptTree {
  readonly #context: TokenContext;
  /** The innermost open element of the part. */
  #element: GrowingElement | null = null;
  /** Of the text that is being read: its parts, where it began and ends, and what is not yet a string. */
  #text: string[] = [];
  #textStart = -1;
  #textEnd = 0;
  #commentStart = 0;
  #nodes = 0;
  #bytes = 0;

  constructor(context: TokenContext) {
    this.#context = context;
  }

  /** Inside a kept element? */
  get active(): boolean {
    return this.#element !== null;
  }

  /** Begins a part at the tag. */
  start(): XmlElement {
    return this.#push(null);
  }

  /** An element by its tags alone; whoever asked for it ends it. */
  head(): GrowingElement {
    const element = this.#push(null);
    this.#element = null;
    return element;
  }

  startTag(): void {
    this.#finishText();
    const parent = this.#element as GrowingElement;
    parent.children.push(this.#push(parent));
  }

  /** True when it was the end of the part. */
  endTag(start: number, end: number): boolean {
    this.#finishText();
    const element = this.#element as GrowingElement;
    const base = this.#context.window.base;
    element.contentEnd = base + start;
    element.end = base + end;
    this.#element = element.parent;
    this.#count(0, end - start);
    return element.parent === null;
  }

  text(start: number, end: number): void {
    this.#extend(start, end, this.#context.window.bytes.toString('utf8', start, end));
  }

  character(start: number, end: number, code: number): void {
    this.#extend(start, end, code === LF ? '\n' : String.fromCodePoint(code));
  }

  cdataMark(start: number, end: number): void {
    this.#extend(start, end, '');
  }

  startComment(start: number): void {
    this.#finishText();
    this.#commentStart = this.#context.window.base + start;
  }

  endComment(at: number): void {
    const end = this.#context.window.base + at;
    this.#count(1, end - this.#commentStart);
    this.#element?.children.push({ kind: 'comment', start: this.#commentStart, end });
  }

  instruction(start: number, targetEnd: number, end: number): void {
    this.#finishText();
    this.#count(1, end - start);
    const { bytes, base } = this.#context.window;
    const target = bytes.toString('utf8', start + 2, targetEnd);
    this.#element?.children.push({
      kind: 'instruction',
      target,
      start: base + start,
      end: base + end,
    });
  }

  #extend(start: number, end: number, value: string): void {
    const base = this.#context.window.base;
    if (this.#textStart < 0) {
      this.#textStart = base + start;
      this.#count(1, 0);
    }
    this.#count(0, end - start);
    if (value !== '') this.#text.push(value);
    this.#textEnd = base + end;
  }

  #finishText(): void {
    if (this.#textStart < 0) return;
    this.#element?.children.push({
      kind: 'text',
      value: this.#text.join(''),
      start: this.#textStart,
      end: this.#textEnd,
    });
    this.#text = [];
    this.#textStart = -1;
  }

  #push(parent: GrowingElement | null): GrowingElement {
    const { tag, names, scope, window } = this.#context;
    this.#count(1 + tag.count, tag.end - tag.start);
    this.#element = {
      kind: 'element',
      prefix: names.parts.stringOf(tag.prefix),
      localName: names.parts.stringOf(tag.local),
      namespace: scope.uris.stringOf(tag.namespace),
      start: window.base + tag.start,
      contentStart: window.base + tag.end,
      attributes: this.#attributes(),
      children: [],
      parent,
      contentEnd: window.base + tag.end,
      end: window.base + tag.end,
    };
    return this.#element;
  }

  #attributes(): XmlAttribute[] {
    const { tag, names, scope, window } = this.#context;
    const attributes: XmlAttribute[] = [];
    for (let k = 0; k < tag.count; k++) {
      const name = tag.names[k] as number;
      if (names.declares[name] !== -1) continue;
      attributes.push({
        prefix: names.parts.stringOf(names.prefixes[name] as number),
        localName: names.parts.stringOf(names.locals[name] as number),
        namespace: scope.uris.stringOf(tag.namespaces[k] as number),
        value: normalisedValue(
          window.bytes,
          tag.valueStarts[k] as number,
          tag.valueEnds[k] as number,
        ).toString('utf8'),
        start: window.base + (tag.nameStarts[k] as number),
        end: window.base + (tag.valueEnds[k] as number) + 1,
      });
    }
    return attributes;
  }

  #count(nodes: number, bytes: number): void {
    this.#nodes += nodes;
    this.#bytes += bytes;
    if (this.#nodes <= MOST_NODES && this.#bytes <= MOST_BYTES) return;
    const { base, position } = this.#context.window;
    throw new XmlError('limit', 'kept', base + position);
  }
}
