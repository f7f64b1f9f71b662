import { normalisedValue } from './attributeValue.ts';
import type { CanonicalOutput } from './canonicalOutput.ts';
import { GT, QUOTE, SPACE } from './characters.ts';
import type { InheritedAttribute } from './inheritedAttributes.ts';
import { XML_URI } from './namespaceScope.ts';
import { NO_PREFIX } from './names.ts';
import type { TokenContext } from './tokenHandler.ts';

const SPACE_XML = Buffer.from(' xml:');
const SPACE_XMLNS = Buffer.from(' xmlns');
const COLON = Buffer.from(':');
const EQUALS_QUOTE = Buffer.from('="');

/** Writes start tags as canonical XML has them. */
export class StartTagWriter {
  readonly #context: TokenContext;
  readonly #output: CanonicalOutput;
  #inherited: readonly InheritedAttribute[] = [];

  constructor(context: TokenContext, output: CanonicalOutput) {
    this.#context = context;
    this.#output = output;
  }

  write(namespaces: readonly number[], inherited: readonly InheritedAttribute[]): void {
    const { tag, window } = this.#context;
    const simple = namespaces.length === 0 && inherited.length === 0 && this.#isCanonical();
    if (simple) {
      this.#output.take(window.bytes, tag.start, tag.empty ? tag.end - 2 : tag.end);
      if (tag.empty) this.#output.putByte(GT);
      return;
    }
    this.#output.take(window.bytes, tag.start, tag.nameEnd);
    for (const prefix of namespaces) this.#namespace(prefix);
    if (tag.count > tag.declarations || inherited.length > 0) this.#attributes(inherited);
    this.#output.putByte(GT);
  }

  /** Is the tag canonical as it stands, but for a "/" at its end? */
  #isCanonical(): boolean {
    const { tag } = this.#context;
    if (!tag.plain || tag.declarations > 0) return false;
    for (let k = 0; k < tag.count; k++) {
      if (tag.special[k] === 1) return false;
      if (k > 0 && this.#compare(k - 1, k) > 0) return false;
    }
    return true;
  }

  #namespace(prefix: number): void {
    const { names, scope } = this.#context;
    const output = this.#output;
    output.put(SPACE_XMLNS);
    if (prefix !== NO_PREFIX) {
      output.put(COLON);
      output.put(names.parts.bytesOf(prefix));
    }
    output.put(EQUALS_QUOTE);
    output.putValue(scope.uris.bytesOf(scope.namespaceOf(prefix)));
    output.putByte(QUOTE);
  }

  #attributes(inherited: readonly InheritedAttribute[]): void {
    const { tag, names } = this.#context;
    /** Those below 0 are inherited ones. */
    const order: number[] = [];
    this.#inherited = inherited;
    const replaced = new Set(inherited.map(({ local }) => local));
    for (let k = 0; k < tag.count; k++) {
      const name = tag.names[k] as number;
      if (names.declares[name] !== -1) continue;
      const isReplaced =
        tag.namespaces[k] === XML_URI && replaced.has(names.locals[name] as number);
      if (!isReplaced) order.push(k);
    }
    inherited.forEach(({ value }, j) => {
      if (value) order.push(-1 - j);
    });
    order.sort((one, other) => this.#compare(one, other));
    for (const k of order) {
      if (k < 0) this.#inheritedAttribute(-1 - k);
      else this.#attribute(k);
    }
  }

  #attribute(k: number): void {
    const { tag, window } = this.#context;
    const output = this.#output;
    const nameStart = tag.nameStarts[k] as number;
    const valueStart = tag.valueStarts[k] as number;
    const valueEnd = tag.valueEnds[k] as number;
    output.putByte(SPACE);
    if (tag.special[k] === 0 && valueStart === (tag.nameEnds[k] as number) + 2) {
      output.take(window.bytes, nameStart, valueEnd + 1);
      return;
    }
    output.take(window.bytes, nameStart, tag.nameEnds[k] as number);
    output.put(EQUALS_QUOTE);
    output.putValue(normalisedValue(window.bytes, valueStart, valueEnd));
    output.putByte(QUOTE);
  }

  #inheritedAttribute(index: number): void {
    const { local, value } = this.#inherited[index] as InheritedAttribute;
    const output = this.#output;
    output.put(SPACE_XML);
    output.put(this.#context.names.parts.bytesOf(local));
    output.put(EQUALS_QUOTE);
    if (value) output.putValue(value);
    output.putByte(QUOTE);
  }

  /** By namespace, then by local name; those without a namespace come first (§2.2). */
  #compare(one: number, other: number): number {
    const { names, scope } = this.#context;
    const byNamespace = scope.uris.compare(this.#uri(one), this.#uri(other));
    if (byNamespace !== 0) return byNamespace;
    return names.parts.compare(this.#local(one), this.#local(other));
  }

  #uri(attribute: number): number {
    return attribute < 0 ? XML_URI : (this.#context.tag.namespaces[attribute] as number);
  }

  #local(attribute: number): number {
    if (attribute < 0) return (this.#inherited[-1 - attribute] as InheritedAttribute).local;
    const { tag, names } = this.#context;
    return names.locals[tag.names[attribute] as number] as number;
  }
}
