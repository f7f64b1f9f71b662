import type { CanonicalPart } from './canonicalize.ts';
import { CanonicalOutput } from './canonicalOutput.ts';
import { AMP, CR, GT, LF, LT, NUMBER, SPACE } from './characters.ts';
import type { ElementIds } from './elementIds.ts';
import type { InheritedAttribute, InheritedAttributes } from './inheritedAttributes.ts';
import {
  ExclusiveNamespaces,
  InclusiveNamespaces,
  type RenderedNamespaces,
} from './renderedNamespaces.ts';
import { StartTagWriter } from './startTagWriter.ts';
import type { TokenContext } from './tokenHandler.ts';
import type { ElementHead } from './tree.ts';

/** More elements with one Id are not told apart. */
const MOST_MATCHES = 16;
const NO_ATTRIBUTES: readonly InheritedAttribute[] = [];
const END_TAG = Buffer.from('</');
const INSTRUCTION_END = Buffer.from('?>');

/** Writes one part: the document, or one element with what is in it. */
export class PartWriter {
  readonly matches: ElementHead[] = [];
  readonly #context: TokenContext;
  readonly #ids: ElementIds;
  readonly #inherited: InheritedAttributes | null;
  readonly #part: CanonicalPart;
  readonly #id: Uint8Array | null;
  readonly #without: ReadonlySet<number>;
  readonly #output: CanonicalOutput;
  readonly #tags: StartTagWriter;
  readonly #namespaces: RenderedNamespaces;
  /** Of the element that is written; 0 when it is not yet or no longer open. */
  #apexDepth = 0;
  /** Of the element that is left out and open; 0 when there is none. */
  #omittedDepth = 0;

  /** Is what comes now part of the output? */
  writes: boolean;

  constructor(
    part: CanonicalPart,
    context: TokenContext,
    ids: ElementIds,
    inherited: InheritedAttributes | null,
  ) {
    const { what, method } = part;
    this.#part = part;
    this.#context = context;
    this.#ids = ids;
    this.#inherited = inherited;
    this.#id = typeof what === 'object' && 'id' in what ? Buffer.from(what.id) : null;
    this.#without = new Set(part.without);
    this.#output = new CanonicalOutput(part.sink);
    this.#tags = new StartTagWriter(context, this.#output);
    this.#namespaces =
      method.name === 'exclusive'
        ? new ExclusiveNamespaces(context, method.inclusivePrefixes)
        : new InclusiveNamespaces(context);
    this.writes = what === 'document';
  }

  startTag(depth: number): void {
    const { tag, window } = this.#context;
    const apex = this.#matches(depth);
    if (this.#without.size > 0 && this.#omittedDepth === 0)
      if (this.#without.has(window.base + tag.start)) {
        this.#omittedDepth = depth;
        this.writes = false;
      }
    if (apex) this.#apexDepth = depth;
    if (apex && this.#omittedDepth === 0) this.writes = true;
    if (!this.writes) return;
    const namespaces = this.#namespaces.at(depth, apex);
    this.#tags.write(namespaces, apex && depth > 1 ? this.#inheritedAttributes() : NO_ATTRIBUTES);
  }

  endTag(start: number, end: number, depth: number): void {
    if (this.writes) {
      this.#writeEndTag(start, end);
      this.#namespaces.leave(depth);
    }
    if (depth === this.#omittedDepth) {
      this.#omittedDepth = 0;
      this.writes = this.#part.what === 'document' || this.#apexDepth > 0;
    }
    if (depth === this.#apexDepth) {
      this.#apexDepth = 0;
      this.writes = this.#part.what === 'document';
    }
  }

  text(start: number, end: number): void {
    this.#output.take(this.#context.window.bytes, start, end);
  }

  character(start: number, end: number, code: number): void {
    const { bytes } = this.#context.window;
    if (isCanonicalReference(bytes, start, end, code)) this.#output.take(bytes, start, end);
    else this.#output.putText(code);
  }

  get hasComments(): boolean {
    return this.#part.method.comments;
  }

  /** A comment or processing instruction outside the root is on a line of its own (§2.1). */
  startBeside(root: 'ahead' | 'around' | 'behind'): void {
    if (root === 'behind') this.#output.putByte(LF);
  }

  endBeside(root: 'ahead' | 'around' | 'behind'): void {
    if (root === 'ahead') this.#output.putByte(LF);
  }

  lineEnd(): void {
    this.#output.putByte(LF);
  }

  instruction(start: number, targetEnd: number, dataStart: number, end: number): void {
    const output = this.#output;
    const { bytes } = this.#context.window;
    output.take(bytes, start, targetEnd);
    const dataEnd = end - 2;
    if (dataEnd > dataStart) output.putByte(SPACE);
    let from = dataStart;
    for (let i = dataStart; i < dataEnd; i++) {
      if (bytes[i] !== CR) continue;
      if (i > from) output.take(bytes, from, i);
      output.putByte(LF);
      from = bytes[i + 1] === LF ? i + 2 : i + 1;
    }
    if (dataEnd > from) output.take(bytes, from, dataEnd);
    output.put(INSTRUCTION_END);
  }

  release(): void {
    this.#output.release();
  }

  end(): void {
    this.#output.end();
  }

  /** Is the element of the tag the one that is to be written? */
  #matches(depth: number): boolean {
    const { tag, window, names, scope } = this.#context;
    const { what } = this.#part;
    if (this.#id) {
      if (this.matches.length >= MOST_MATCHES || !this.#ids.has(this.#id)) return false;
    } else if (typeof what === 'object' && 'start' in what) {
      if (window.base + tag.start !== what.start) return false;
    } else if (depth > 1) return false;
    this.matches.push({
      prefix: names.parts.stringOf(tag.prefix),
      localName: names.parts.stringOf(tag.local),
      namespace: scope.uris.stringOf(tag.namespace),
      start: window.base + tag.start,
      contentStart: window.base + tag.end,
    });
    return this.matches.length === 1;
  }

  #inheritedAttributes(): readonly InheritedAttribute[] {
    const { name } = this.#part.method;
    if (!this.#inherited || name === 'exclusive') return NO_ATTRIBUTES;
    return name === 'c14n-1.0' ? this.#inherited.inVersion10() : this.#inherited.inVersion11();
  }

  #writeEndTag(start: number, end: number): void {
    const { bytes } = this.#context.window;
    const { tag } = this.#context;
    const output = this.#output;
    if (start === end) {
      // The tag of an empty element is still at hand.
      output.put(END_TAG);
      output.take(bytes, tag.start + 1, tag.nameEnd);
      output.putByte(GT);
    } else if (bytes[end - 2] === SPACE || (bytes[end - 2] as number) < SPACE) {
      let nameEnd = end - 1;
      while ((bytes[nameEnd - 1] as number) <= SPACE) nameEnd--;
      output.take(bytes, start, nameEnd);
      output.putByte(GT);
    } else output.take(bytes, start, end);
  }
}

/** Is the character written as "&amp;", "&lt;" or "&gt;"? */
function isCanonicalReference(bytes: Buffer, start: number, end: number, code: number): boolean {
  if (end - start < 4 || bytes[start + 1] === NUMBER) return false;
  return code === AMP || code === LT || code === GT;
}
