import { ElementIds } from './elementIds.ts';
import { InheritedAttributes } from './inheritedAttributes.ts';
import { PartWriter } from './partWriter.ts';
import { scan } from './scanner.ts';
import type { TokenContext, TokenHandler } from './tokenHandler.ts';
import type { ElementHead } from './tree.ts';
import type { XmlSource } from './xmlSource.ts';

/** Canonical XML 1.0, Canonical XML 1.1, Exclusive XML Canonicalization 1.0. */
export type C14nName = 'c14n-1.0' | 'c14n-1.1' | 'exclusive';

export interface C14nMethod {
  readonly name: C14nName;
  readonly comments: boolean;
  /** InclusiveNamespaces PrefixList, '#default' for the default namespace; exclusive only. */
  readonly inclusivePrefixes: readonly string[];
}

export interface CanonicalPart {
  /**
   * The document, the element whose start tag is at that byte, or each element with that Id
   * (attributes Id, ID, id, xml:id, wsu:Id).
   */
  readonly what: 'document' | { readonly start: number } | { readonly id: string };
  /** Elements left out with all that is in them (enveloped-signature): offsets of start tags. */
  readonly without: readonly number[];
  readonly method: C14nMethod;
  /** Bytes are valid only during the call. */
  readonly sink: (bytes: Uint8Array) => void;
}

/**
 * Makes all parts canonical in one pass. For each part the elements that matched, of an Id no more
 * than 16; only the first is written. Of the document it is the root. Throws `XmlError`.
 */
export function canonicalize(
  source: XmlSource,
  parts: readonly CanonicalPart[],
): readonly (readonly ElementHead[])[] {
  let writers: readonly PartWriter[] = [];
  scan(source, (context) => {
    const canonicalizer = new Canonicalizer(context, parts);
    writers = canonicalizer.writers;
    return canonicalizer;
  });
  for (const writer of writers) writer.end();
  return writers.map((writer) => writer.matches);
}

const NOBODY: readonly PartWriter[] = [];

class Canonicalizer implements TokenHandler {
  readonly writers: readonly PartWriter[];
  readonly #context: TokenContext;
  readonly #ids: ElementIds;
  readonly #inherited: InheritedAttributes | null;
  /** Who waits for an element, and who leaves one out: only those are asked that have to do with it. */
  readonly #byStart = new Map<number, PartWriter[]>();
  readonly #byId = new Map<string, PartWriter[]>();
  readonly #leaving = new Map<number, PartWriter[]>();
  readonly #documents: PartWriter[] = [];
  /** Those that see every token. */
  #busy: readonly PartWriter[];
  #depth = 0;
  #hadRoot = false;

  constructor(context: TokenContext, parts: readonly CanonicalPart[]) {
    this.#context = context;
    this.#ids = new ElementIds(context);
    const inherits = parts.some(
      ({ what, method }) => what !== 'document' && method.name !== 'exclusive',
    );
    const inherited = inherits ? new InheritedAttributes(context) : null;
    this.#inherited = inherited;
    this.writers = parts.map((part) => new PartWriter(part, context, inherited));
    this.writers.forEach((writer, k) => this.#await(writer, parts[k] as CanonicalPart));
    this.#busy = [...this.#documents];
  }

  startTag(): void {
    const depth = ++this.#depth;
    const { tag, window } = this.#context;
    const start = window.base + tag.start;
    const leaving = this.#leaving.get(start);
    leaving?.forEach((writer) => writer.leaveOut(depth));
    let begins = leaving !== undefined;
    for (const writer of this.#found(depth, start)) if (writer.match(depth)) begins = true;
    if (begins) this.#busy = this.writers.filter((writer) => writer.isBusy);
    for (const writer of this.#busy) writer.startTag(depth);
    this.#inherited?.enter(depth);
  }

  endTag(start: number, end: number): void {
    const depth = this.#depth--;
    let done = false;
    for (const writer of this.#busy) if (writer.endTag(start, end, depth)) done = true;
    if (done) this.#busy = this.#busy.filter((writer) => writer.isBusy);
    this.#inherited?.leave(depth);
    this.#hadRoot = true;
  }

  text(start: number, end: number): void {
    for (const writer of this.#busy) if (writer.writes) writer.text(start, end);
  }

  character(start: number, end: number, code: number): void {
    for (const writer of this.#busy) if (writer.writes) writer.character(start, end, code);
  }

  cdataMark(): void {
    // A CDATA section is text like any other.
  }

  startComment(): void {
    for (const writer of this.#commenting()) writer.startBeside(this.#root());
  }

  comment(start: number, end: number): void {
    for (const writer of this.#commenting()) writer.text(start, end);
  }

  commentLineEnd(): void {
    for (const writer of this.#commenting()) writer.lineEnd();
  }

  endComment(): void {
    for (const writer of this.#commenting()) writer.endBeside(this.#root());
  }

  instruction(start: number, targetEnd: number, dataStart: number, end: number): void {
    for (const writer of this.#busy) {
      if (!writer.writes) continue;
      writer.startBeside(this.#root());
      writer.instruction(start, targetEnd, dataStart, end);
      writer.endBeside(this.#root());
    }
  }

  release(): void {
    for (const writer of this.#busy) writer.release();
  }

  #await(writer: PartWriter, { what, without }: CanonicalPart): void {
    if (what === 'document') this.#documents.push(writer);
    else if ('id' in what) addTo(this.#byId, what.id, writer);
    else addTo(this.#byStart, what.start, writer);
    for (const start of new Set(without)) addTo(this.#leaving, start, writer);
  }

  /** Who waits for the element of the tag. */
  #found(depth: number, start: number): readonly PartWriter[] {
    if (depth > 1 && this.#byStart.size === 0 && this.#byId.size === 0) return NOBODY;
    const found = depth === 1 ? [...this.#documents] : [];
    if (this.#byStart.size > 0) found.push(...(this.#byStart.get(start) ?? []));
    if (this.#byId.size > 0)
      for (const id of this.#ids.ofTag()) found.push(...(this.#byId.get(id) ?? []));
    return found;
  }

  #commenting(): readonly PartWriter[] {
    return this.#busy.filter((writer) => writer.writes && writer.hasComments);
  }

  /** Where the root is, seen from here. */
  #root(): 'ahead' | 'around' | 'behind' {
    if (this.#depth > 0) return 'around';
    return this.#hadRoot ? 'behind' : 'ahead';
  }
}

function addTo<K>(map: Map<K, PartWriter[]>, key: K, writer: PartWriter): void {
  const known = map.get(key);
  if (known) known.push(writer);
  else map.set(key, [writer]);
}
