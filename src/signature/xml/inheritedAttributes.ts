import { normalisedValue } from './attributeValue.ts';
import { XML_PREFIX } from './names.ts';
import type { TokenContext } from './tokenHandler.ts';
import { joinBases } from './xmlBase.ts';
import { XmlError } from './xmlError.ts';

/** An attribute in the namespace of "xml" that the topmost element of a part gets from outside. */
export interface InheritedAttribute {
  /** Number of the local name. */
  readonly local: number;
  /** Normalised; null when the element's own is to be left out and there is none in its place. */
  readonly value: Buffer | null;
}

interface OpenAttribute {
  readonly local: number;
  readonly value: Buffer;
  readonly depth: number;
}

const MOST = 100_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** The xml: attributes of all elements that are open. */
export class InheritedAttributes {
  readonly #context: TokenContext;
  readonly #open: OpenAttribute[] = [];
  #bytes = 0;
  readonly #base: number;
  readonly #lang: number;
  readonly #space: number;

  constructor(context: TokenContext) {
    this.#context = context;
    const parts = context.names.parts;
    this.#base = parts.internString('base');
    this.#lang = parts.internString('lang');
    this.#space = parts.internString('space');
  }

  /** Remembers those of the tag. */
  enter(depth: number): void {
    for (const attribute of this.#own()) {
      this.#bytes += attribute.value.length;
      this.#open.push({ ...attribute, depth });
      if (this.#open.length <= MOST && this.#bytes <= MOST_BYTES) continue;
      const { window, tag } = this.#context;
      throw new XmlError('limit', 'xml-attributes', window.base + tag.start);
    }
  }

  leave(depth: number): void {
    for (let last; (last = this.#open.at(-1)) && last.depth === depth; this.#open.pop())
      this.#bytes -= last.value.length;
  }

  /** Canonical XML 1.0 §2.4: all xml: attributes of ancestors, the nearest of each name. */
  inVersion10(): InheritedAttribute[] {
    return this.#nearest(() => true);
  }

  /**
   * Canonical XML 1.1 §2.4: xml:lang and xml:space as before; xml:base is what it means together with
   * those of the ancestors, and then stands in place of the element's own.
   */
  inVersion11(): InheritedAttribute[] {
    const found = this.#nearest((local) => local === this.#lang || local === this.#space);
    const bases = this.#open.filter(({ local }) => local === this.#base);
    if (bases.length === 0) return found;
    const own = this.#own().filter(({ local }) => local === this.#base);
    const joined = joinBases([...bases, ...own].map(({ value }) => value.toString('utf8')));
    return [...found, { local: this.#base, value: joined === '' ? null : Buffer.from(joined) }];
  }

  #nearest(wanted: (local: number) => boolean): InheritedAttribute[] {
    const known = new Set(this.#own().map(({ local }) => local));
    const found: InheritedAttribute[] = [];
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const attribute = this.#open[i] as OpenAttribute;
      if (known.has(attribute.local) || !wanted(attribute.local)) continue;
      known.add(attribute.local);
      found.push(attribute);
    }
    return found;
  }

  #own(): { local: number; value: Buffer }[] {
    const { tag, names, window } = this.#context;
    const found: { local: number; value: Buffer }[] = [];
    if (tag.count === tag.declarations) return found;
    for (let k = 0; k < tag.count; k++) {
      const name = tag.names[k] as number;
      if (names.prefixes[name] !== XML_PREFIX) continue;
      const from = tag.valueStarts[k] as number;
      const value = Buffer.from(normalisedValue(window.bytes, from, tag.valueEnds[k] as number));
      found.push({ local: names.locals[name] as number, value });
    }
    return found;
  }
}
