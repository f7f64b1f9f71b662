import {
  NO_NAMESPACE,
  UNBOUND,
  XML_URI,
  grownUnbound,
  type NamespaceScope,
} from './namespaceScope.ts';
import { grown } from './nameTable.ts';
import { NO_PREFIX, XML_PREFIX, type Names } from './names.ts';
import type { StartTag } from './startTag.ts';
import type { TokenContext } from './tokenHandler.ts';

/** Decides which namespace declarations canonical XML has at a start tag. */
export interface RenderedNamespaces {
  /** Prefixes to be declared at the tag, in their order. `apex`: the topmost element of the part. */
  at(depth: number, apex: boolean): readonly number[];
  /** The element at that depth ends. */
  leave(depth: number): void;
}

const NONE: readonly number[] = [];

/** Canonical XML: whatever is in scope and was not so outside. */
export class InclusiveNamespaces implements RenderedNamespaces {
  readonly #tag: StartTag;
  readonly #names: Names;
  readonly #scope: NamespaceScope;

  constructor({ tag, names, scope }: TokenContext) {
    this.#tag = tag;
    this.#names = names;
    this.#scope = scope;
  }

  at(_depth: number, apex: boolean): readonly number[] {
    if (apex) return this.#sorted(this.#scope.inScope());
    const tag = this.#tag;
    if (tag.declarations === 0) return NONE;
    const changed: number[] = [];
    for (let k = 0; k < tag.count; k++) {
      const prefix = this.#names.declares[tag.names[k] as number] as number;
      if (prefix !== -1 && tag.changes[k] === 1) changed.push(prefix);
    }
    return this.#sorted(changed);
  }

  leave(): void {
    // The scope knows.
  }

  #sorted(prefixes: number[]): number[] {
    return prefixes.sort((one, other) => this.#names.parts.compare(one, other));
  }
}

/** Exclusive canonicalization: what a name uses and no element outside has declared. */
export class ExclusiveNamespaces implements RenderedNamespaces {
  readonly #tag: StartTag;
  readonly #names: Names;
  readonly #scope: NamespaceScope;
  /** Prefixes that are treated as in Canonical XML. */
  readonly #inclusive: readonly number[];
  /** What each prefix means in the output. */
  #rendered = new Int32Array(64).fill(UNBOUND);
  /** What was rendered: at which depth, which prefix, and what it meant before. */
  #depths = new Int32Array(64);
  #prefixes = new Int32Array(64);
  #before = new Int32Array(64);
  #count = 0;
  #found: number[] = [];

  constructor({ tag, names, scope }: TokenContext, inclusivePrefixes: readonly string[]) {
    this.#tag = tag;
    this.#names = names;
    this.#scope = scope;
    this.#inclusive = inclusivePrefixes.map((prefix) =>
      prefix === '#default' ? NO_PREFIX : names.parts.internString(prefix),
    );
    this.#rendered[NO_PREFIX] = NO_NAMESPACE;
    this.#rendered[XML_PREFIX] = XML_URI;
  }

  at(depth: number, apex: boolean): readonly number[] {
    const tag = this.#tag;
    if (this.#found.length > 0) this.#found = [];
    this.#use(tag.prefix, depth);
    if (tag.count > tag.declarations) this.#useAttributes(depth);
    if (apex || tag.declarations > 0)
      for (const prefix of this.#inclusive) this.#use(prefix, depth);
    const found = this.#found;
    if (found.length > 1) found.sort((one, other) => this.#names.parts.compare(one, other));
    return found;
  }

  leave(depth: number): void {
    while (this.#count > 0 && this.#depths[this.#count - 1] === depth) {
      this.#count--;
      this.#rendered[this.#prefixes[this.#count] as number] = this.#before[this.#count] as number;
    }
  }

  #useAttributes(depth: number): void {
    const tag = this.#tag;
    const names = this.#names;
    for (let k = 0; k < tag.count; k++) {
      const name = tag.names[k] as number;
      const prefix = names.prefixes[name] as number;
      if (prefix !== NO_PREFIX && names.declares[name] === -1) this.#use(prefix, depth);
    }
  }

  #use(prefix: number, depth: number): void {
    const meant = this.#scope.namespaceOf(prefix);
    if (meant === UNBOUND) return;
    while (prefix >= this.#rendered.length) this.#rendered = grownUnbound(this.#rendered);
    const before = this.#rendered[prefix] as number;
    if (before === meant) return;
    if (this.#count === this.#depths.length) {
      this.#depths = grown(this.#depths);
      this.#prefixes = grown(this.#prefixes);
      this.#before = grown(this.#before);
    }
    this.#depths[this.#count] = depth;
    this.#prefixes[this.#count] = prefix;
    this.#before[this.#count] = before;
    this.#count++;
    this.#rendered[prefix] = meant;
    this.#found.push(prefix);
  }
}
