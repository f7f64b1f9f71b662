import { normalisedValue } from './attributeValue.ts';
import { grown } from './nameTable.ts';
import { NO_PREFIX, XML_PREFIX } from './names.ts';
import { WSU } from './namespaces.ts';
import type { TokenContext } from './tokenHandler.ts';

/** Does an attribute of that name hold an Id? */
const UNKNOWN = 0;
const NO = 1;
const YES = 2;
/** When its prefix means WS-Security's utility namespace. */
const IN_WSU = 3;

const NONE: readonly string[] = [];

/** Finds the Ids of elements: attributes Id, ID, id, xml:id and wsu:Id. */
export class ElementIds {
  readonly #context: TokenContext;
  readonly #wsu: number;
  #kinds = new Int32Array(256);

  constructor(context: TokenContext) {
    this.#context = context;
    this.#wsu = context.scope.uris.internString(WSU);
  }

  /** The Ids of the element of the tag. */
  ofTag(): readonly string[] {
    const { tag, window } = this.#context;
    if (tag.count === tag.declarations) return NONE;
    let found: string[] | null = null;
    for (let k = 0; k < tag.count; k++) {
      if (!this.#holdsId(k)) continue;
      const from = tag.valueStarts[k] as number;
      const value = normalisedValue(window.bytes, from, tag.valueEnds[k] as number);
      found ??= [];
      found.push(value.toString('utf8'));
    }
    return found ?? NONE;
  }

  #holdsId(attribute: number): boolean {
    const { tag } = this.#context;
    const name = tag.names[attribute] as number;
    while (name >= this.#kinds.length) this.#kinds = grown(this.#kinds);
    let kind = this.#kinds[name] ?? UNKNOWN;
    if (kind === UNKNOWN) this.#kinds[name] = kind = this.#kindOf(name);
    return kind === YES || (kind === IN_WSU && tag.namespaces[attribute] === this.#wsu);
  }

  #kindOf(name: number): number {
    const { names } = this.#context;
    const prefix = names.prefixes[name];
    const local = names.parts.stringOf(names.locals[name] as number);
    if (names.declares[name] !== -1) return NO;
    if (prefix === NO_PREFIX) return ['Id', 'ID', 'id'].includes(local) ? YES : NO;
    if (prefix === XML_PREFIX) return local === 'id' ? YES : NO;
    return local === 'Id' ? IN_WSU : NO;
  }
}
