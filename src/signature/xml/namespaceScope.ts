import { NameTable, grown } from './nameTable.ts';
import { NO_PREFIX, XMLNS_PREFIX, XML_PREFIX } from './names.ts';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';
import { broken } from './wellFormedness.ts';
import { XmlError } from './xmlError.ts';

/** Numbers of namespaces that are known from the start. */
export const NO_NAMESPACE = 0;
export const XML_URI = 1;
const XMLNS_URI = 2;
/** Of a prefix that is not declared. */
export const UNBOUND = -1;

const MOST_DECLARATIONS = 1_000_000;

/** Which prefix means which namespace where the scanner is; all by numbers. */
export class NamespaceScope {
  readonly uris = new NameTable();
  /** Namespace of each prefix. */
  bound = new Int32Array(64).fill(UNBOUND);
  /** Prefixes that were declared, and what they meant before. */
  #declared = new Int32Array(64);
  #before = new Int32Array(64);
  /** How many declarations are in force; `leave` takes an earlier count. */
  count = 0;

  readonly #inScope: number[] = [];
  /** Where in that list each prefix is. */
  readonly #places = new Map<number, number>();

  constructor() {
    for (const known of ['', XML_NAMESPACE, XMLNS_NAMESPACE]) this.uris.internString(known);
    this.bound[NO_PREFIX] = NO_NAMESPACE;
    this.bound[XML_PREFIX] = XML_URI;
    this.bound[XMLNS_PREFIX] = XMLNS_URI;
  }

  /** UNBOUND when nothing declares it. */
  namespaceOf(prefix: number): number {
    return prefix < this.bound.length ? (this.bound[prefix] as number) : UNBOUND;
  }

  /** Does the declaration change anything? Throws when it is forbidden (Namespaces §3). */
  declare(prefix: number, uri: number, offset: number): boolean {
    const reserved =
      prefix === XMLNS_PREFIX ||
      (prefix === XML_PREFIX) !== (uri === XML_URI) ||
      uri === XMLNS_URI ||
      (prefix !== NO_PREFIX && uri === NO_NAMESPACE);
    if (reserved) throw broken('namespace-declaration', offset);
    if (this.count >= MOST_DECLARATIONS) throw new XmlError('limit', 'namespaces', offset);
    while (prefix >= this.bound.length) this.bound = grownUnbound(this.bound);
    if (this.count >= this.#declared.length) {
      this.#declared = grown(this.#declared);
      this.#before = grown(this.#before);
    }
    const before = this.bound[prefix] as number;
    this.#declared[this.count] = prefix;
    this.#before[this.count] = before;
    this.count++;
    this.#bind(prefix, uri);
    return before !== uri;
  }

  /** Undoes declarations until `count` are left. */
  leave(count: number): void {
    while (this.count > count) {
      this.count--;
      this.#bind(this.#declared[this.count] as number, this.#before[this.count] as number);
    }
  }

  /** Prefixes with a namespace here, but "xml" and "xmlns"; in no order. */
  inScope(): number[] {
    return [...this.#inScope];
  }

  #bind(prefix: number, uri: number): void {
    const was = (this.bound[prefix] as number) > NO_NAMESPACE;
    const is = uri > NO_NAMESPACE;
    this.bound[prefix] = uri;
    if (was === is) return;
    const list = this.#inScope;
    if (is) {
      this.#places.set(prefix, list.length);
      list.push(prefix);
      return;
    }
    // The last one takes its place.
    const last = list.pop() as number;
    if (last === prefix) return;
    const place = this.#places.get(prefix) as number;
    list[place] = last;
    this.#places.set(last, place);
  }
}

/** The same bindings with room for as many again. */
export function grownUnbound(bindings: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(bindings.length * 2).fill(UNBOUND);
  larger.set(bindings);
  return larger;
}
