import type { GrowingElement } from './keptTree.ts';
import { KeptTree } from './keptTree.ts';
import { scan } from './scanner.ts';
import type { TokenContext, TokenHandler } from './tokenHandler.ts';
import type { ElementHead, XmlElement, XmlInstruction } from './tree.ts';
import { XmlError } from './xmlError.ts';
import type { XmlSource } from './xmlSource.ts';

/** What is known of a document after one pass: its root, and the parts that were asked for. */
export interface DocumentIndex {
  readonly root: ElementHead;
  /** Of "</" of the root; the same as its `contentStart` for an empty-element tag. */
  readonly rootContentEnd: number;
  readonly rootEnd: number;
  /** In scope at the root; '' is the default namespace. */
  readonly rootNamespaces: ReadonlyMap<string, string>;
  /** Processing instructions outside the root. */
  readonly instructions: readonly XmlInstruction[];
  /** In document order. */
  readonly kept: readonly KeptElement[];
}

export interface KeptElement {
  readonly element: XmlElement;
  /** Ancestors, root first. */
  readonly path: readonly ElementHead[];
  /** In scope at the element, its own declarations included; '' is the default namespace. */
  readonly namespaces: ReadonlyMap<string, string>;
}

/**
 * Is the element to be kept, with all that is in it, or its tags alone (`head`)? Asked for each element
 * outside a kept one, and inside of heads. The path, from the root to the element itself, and its heads
 * are valid during the call only.
 */
export type Keep = (path: readonly ElementHead[]) => boolean | 'head';

/** Reads the whole document once and keeps the parts that were asked for. Throws `XmlError`. */
export function indexDocument(source: XmlSource, keep: Keep): DocumentIndex {
  let builder: IndexBuilder | null = null;
  scan(source, (context) => (builder = new IndexBuilder(context, keep)));
  return (builder as unknown as IndexBuilder).index();
}

type MutableHead = { -readonly [K in keyof ElementHead]: ElementHead[K] };

/** Instructions outside the root, and heads and namespaces remembered for kept parts, all together. */
const MOST_REMEMBERED = 1_000_000;

class IndexBuilder implements TokenHandler {
  readonly #context: TokenContext;
  readonly #keep: Keep;
  readonly #tree: KeptTree;
  /** The open elements; heads are used again for the next element at their depth. */
  readonly #path: MutableHead[] = [];
  readonly #heads: MutableHead[] = [];
  #root: ElementHead | null = null;
  #rootContentEnd = 0;
  #rootEnd = 0;
  #rootNamespaces: ReadonlyMap<string, string> = new Map();
  readonly #instructions: XmlInstruction[] = [];
  readonly #kept: KeptElement[] = [];
  /** Kept by their tags alone, while they are open; by their depth. */
  readonly #openHeads = new Map<number, GrowingElement>();
  #remembered = 0;

  constructor(context: TokenContext, keep: Keep) {
    this.#context = context;
    this.#keep = keep;
    this.#tree = new KeptTree(context);
  }

  index(): DocumentIndex {
    return {
      root: this.#root as ElementHead,
      rootContentEnd: this.#rootContentEnd,
      rootEnd: this.#rootEnd,
      rootNamespaces: this.#rootNamespaces,
      instructions: this.#instructions,
      kept: this.#kept,
    };
  }

  startTag(): void {
    if (this.#tree.active) {
      this.#tree.startTag();
      return;
    }
    const head = this.#enter();
    if (this.#path.length === 1) {
      this.#root = { ...head };
      this.#rootNamespaces = this.#namespaces();
    }
    const keep = this.#keep(this.#path);
    if (keep === 'head') this.#startHead();
    else if (keep) this.#startKept(this.#tree.start());
  }

  endTag(start: number, end: number): void {
    if (this.#tree.active && !this.#tree.endTag(start, end)) return;
    if (this.#openHeads.size > 0) this.#endHead(start, end);
    this.#path.pop();
    if (this.#path.length > 0) return;
    this.#rootContentEnd = this.#context.window.base + start;
    this.#rootEnd = this.#context.window.base + end;
  }

  text(start: number, end: number): void {
    if (this.#tree.active) this.#tree.text(start, end);
  }

  character(start: number, end: number, code: number): void {
    if (this.#tree.active) this.#tree.character(start, end, code);
  }

  cdataMark(start: number, end: number): void {
    if (this.#tree.active) this.#tree.cdataMark(start, end);
  }

  startComment(start: number): void {
    if (this.#tree.active) this.#tree.startComment(start);
  }

  comment(): void {
    // What comments say is not kept.
  }

  commentLineEnd(): void {
    // As above.
  }

  endComment(end: number): void {
    if (this.#tree.active) this.#tree.endComment(end);
  }

  instruction(start: number, targetEnd: number, _dataStart: number, end: number): void {
    if (this.#tree.active) this.#tree.instruction(start, targetEnd, end);
    else if (this.#path.length === 0) {
      this.#remember(1, start);
      const { bytes, base } = this.#context.window;
      const target = bytes.toString('utf8', start + 2, targetEnd);
      this.#instructions.push({
        kind: 'instruction',
        target,
        start: base + start,
        end: base + end,
      });
    }
  }

  release(): void {
    // Nothing of the window is held.
  }

  #enter(): ElementHead {
    const { tag, names, scope, window } = this.#context;
    const depth = this.#path.length;
    const head = (this.#heads[depth] ??= emptyHead());
    head.prefix = names.parts.stringOf(tag.prefix);
    head.localName = names.parts.stringOf(tag.local);
    head.namespace = scope.uris.stringOf(tag.namespace);
    head.start = window.base + tag.start;
    head.contentStart = window.base + tag.end;
    this.#path.push(head);
    return head;
  }

  #startHead(): void {
    const element = this.#tree.head();
    this.#openHeads.set(this.#path.length, element);
    this.#startKept(element);
  }

  #endHead(start: number, end: number): void {
    const depth = this.#path.length;
    const element = this.#openHeads.get(depth);
    if (element === undefined) return;
    element.contentEnd = this.#context.window.base + start;
    element.end = this.#context.window.base + end;
    this.#openHeads.delete(depth);
  }

  #startKept(element: XmlElement): void {
    const path = this.#path.slice(0, -1).map((head) => ({ ...head }));
    const namespaces = this.#namespaces();
    this.#remember(path.length + namespaces.size + 1, this.#context.tag.start);
    this.#kept.push({ element, path, namespaces });
  }

  #namespaces(): ReadonlyMap<string, string> {
    const { names, scope } = this.#context;
    const pairs = scope
      .inScope()
      .map(
        (prefix) =>
          [names.parts.stringOf(prefix), scope.uris.stringOf(scope.namespaceOf(prefix))] as const,
      );
    return new Map(pairs);
  }

  #remember(count: number, at: number): void {
    this.#remembered += count;
    if (this.#remembered > MOST_REMEMBERED)
      throw new XmlError('limit', 'kept', this.#context.window.base + at);
  }
}

function emptyHead(): MutableHead {
  return { prefix: '', localName: '', namespace: '', start: 0, contentStart: 0 };
}
