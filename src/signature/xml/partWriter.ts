import type { C14nMethod, CanonicalPart } from './canonicalize.ts';
import { CanonicalOutput } from './canonicalOutput.ts';
import { AMP, CR, GT, LF, LT, NUMBER, SPACE } from './characters.ts';
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
  readonly hasComments: boolean;
  readonly #context: TokenContext;
  readonly #inherited: InheritedAttributes | null;
  readonly #method: C14nMethod;
  readonly #isDocument: boolean;
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
    { what, method, sink }: CanonicalPart,
    context: TokenContext,
    inherited: InheritedAttributes | null,
  ) {
    this.#method = method;
    this.#context = context;
    this.#inherited = inherited;
    this.#isDocument = what === 'document';
    this.hasComments = method.comments;
    this.#output = new CanonicalOutput(sink);
    this.#tags = new StartTagWriter(context, this.#output);
    this.#namespaces =
      method.name === 'exclusive'
        ? new ExclusiveNamespaces(context, method.inclusivePrefixes)
        : new InclusiveNamespaces(context);
    this.writes = this.#isDocument;
  }

  /** Does it wait for nothing? Then it has to see every token. */
  get isBusy(): boolean {
    return this.#isDocument || this.#apexDepth > 0 || this.#omittedDepth > 0;
  }

  /** The element of the tag is left out, with all that is in it. */
  leaveOut(depth: number): void {
    if (this.#omittedDepth > 0) return;
    this.#omittedDepth = depth;
    this.writes = false;
  }

  /** The element of the tag is one that was asked for. True when it is the first, which is written. */
  match(depth: number): boolean {
    const { tag, window, names, scope } = this.#context;
    const start = window.base + tag.start;
    // Two attributes may hold the same Id.
    if (this.matches.length >= MOST_MATCHES || this.matches.at(-1)?.start === start) return false;
    this.matches.push({
      prefix: names.parts.stringOf(tag.prefix),
      localName: names.parts.stringOf(tag.local),
      namespace: scope.uris.stringOf(tag.namespace),
      start,
      contentStart: window.base + tag.end,
    });
    if (this.matches.length > 1) return false;
    this.#apexDepth = depth;
    this.writes = this.#omittedDepth === 0;
    return true;
  }

  startTag(depth: number): void {
    if (!this.writes) return;
    const apex = depth === this.#apexDepth;
    const namespaces = this.#namespaces.at(depth, apex);
    this.#tags.write(namespaces, apex && depth > 1 ? this.#inheritedAttributes() : NO_ATTRIBUTES);
  }

  /** True when it is no longer busy. */
  endTag(start: number, end: number, depth: number): boolean {
    if (this.writes) {
      this.#writeEndTag(start, end);
      this.#namespaces.leave(depth);
    }
    if (depth !== this.#omittedDepth && depth !== this.#apexDepth) return false;
    if (depth === this.#omittedDepth) this.#omittedDepth = 0;
    if (depth === this.#apexDepth) this.#apexDepth = 0;
    this.writes = this.#isDocument || (this.#apexDepth > 0 && this.#omittedDepth === 0);
    if (this.isBusy) return false;
    this.#output.end();
    return true;
  }

  text(start: number, end: number): void {
    this.#output.take(this.#context.window.bytes, start, end);
  }

  character(start: number, end: number, code: number): void {
    const { bytes } = this.#context.window;
    if (isCanonicalReference(bytes, start, end, code)) this.#output.take(bytes, start, end);
    else this.#output.putText(code);
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

  #inheritedAttributes(): readonly InheritedAttribute[] {
    const { name } = this.#method;
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
