import { COLON, isNcName } from './characters.ts';
import { NameTable, grown } from './nameTable.ts';
import { broken } from './wellFormedness.ts';

/** Numbers of prefixes that are known from the start. */
export const NO_PREFIX = 0;
export const XML_PREFIX = 1;
export const XMLNS_PREFIX = 2;

/** Every different name of a document, checked once and taken apart once. */
export class Names {
  /** Prefixes and local names. */
  readonly parts = new NameTable();
  readonly #names = new NameTable();
  /** By the number of a name. */
  prefixes = new Int32Array(256);
  locals = new Int32Array(256);
  /** The prefix that an attribute of that name declares; -1 when it is an ordinary one. */
  declares = new Int32Array(256);

  constructor() {
    for (const known of ['', 'xml', 'xmlns']) this.parts.internString(known);
  }

  /** The number of the name; throws when the bytes are none (Namespaces §4). */
  intern(bytes: Buffer, from: number, to: number, hash: number, base: number): number {
    const before = this.#names.count;
    const id = this.#names.intern(bytes, from, to, hash, base + from);
    if (id === before) this.#takeApart(id, bytes, from, to, base);
    return id;
  }

  /** Do these bytes begin the name with this number? */
  startsWith(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    return this.#names.startsWith(id, bytes, from, to);
  }

  bytesOf(id: number): Buffer {
    return this.#names.bytesOf(id);
  }

  lengthOf(id: number): number {
    return this.#names.lengthOf(id);
  }

  #takeApart(id: number, bytes: Buffer, from: number, to: number, base: number): void {
    const colon = bytes.subarray(from, to).indexOf(COLON);
    const localFrom = from + colon + 1;
    if (colon >= 0) checkPart(bytes, from, from + colon, base + from);
    checkPart(bytes, localFrom, to, base + from);
    const prefix =
      colon < 0 ? NO_PREFIX : this.parts.internBytes(bytes, from, from + colon, base + from);
    const local = this.parts.internBytes(bytes, localFrom, to, base + from);
    if (id >= this.prefixes.length) {
      this.prefixes = grown(this.prefixes);
      this.locals = grown(this.locals);
      this.declares = grown(this.declares);
    }
    this.prefixes[id] = prefix;
    this.locals[id] = local;
    this.declares[id] = -1;
    if (prefix === XMLNS_PREFIX) this.declares[id] = local;
    else if (prefix === NO_PREFIX && local === XMLNS_PREFIX) this.declares[id] = NO_PREFIX;
  }
}

function checkPart(bytes: Buffer, from: number, to: number, offset: number): void {
  if (!isNcName(bytes.toString('utf8', from, to))) throw broken('name', offset);
}
