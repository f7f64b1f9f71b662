import { COLON, NAME_BYTES, isNcName } from './characters.ts';
import { NameTable, grown, mixIn } from './nameTable.ts';
import { broken } from './wellFormedness.ts';
import type { ByteWindow } from './window.ts';

/** Numbers of prefixes that are known from the start. */
export const NO_PREFIX = 0;
export const XML_PREFIX = 1;
export const XMLNS_PREFIX = 2;

/** More than documents of one kind have; with more, tables are not handed on. */
const MOST_HANDED_ON = 2000;
let latest: Names | null = null;

/** Names of the document before, since the next one mostly has the same, or an empty table. */
export function namesAtHand(): Names {
  if (latest === null || latest.count > MOST_HANDED_ON) latest = new Names();
  return latest;
}

/** After a document that ended in an error: what stands in the table may be no name. */
export function forgetNames(): void {
  latest = null;
}

/** Every different name, checked once and taken apart once. */
export class Names {
  /** Prefixes and local names. */
  readonly parts = new NameTable();
  readonly #names = new NameTable();
  /** By the number of a name. */
  prefixes = new Int32Array(256);
  locals = new Int32Array(256);
  /** The prefix that an attribute of that name declares; -1 when it is an ordinary one. */
  declares = new Int32Array(256);
  /** The name that came after it the last time, of a tag after a tag, and of an attribute. */
  tagAfter = new Int32Array(256);
  attributeAfter = new Int32Array(256);
  /** Where the name ends that was read last. */
  end = 0;

  constructor() {
    for (const known of ['', 'xml', 'xmlns']) this.parts.internString(known);
    // The first name is the one that is expected when nothing is known.
    const first = Buffer.from('xmlns');
    this.#names.internBytes(first, 0, first.length, 0);
    this.#takeApart(0, first, 0, first.length, 0);
  }

  /**
   * The number of the name at `at`; -1 when it may go on behind the window. Documents repeat themselves:
   * what came after `previous` the last time is tried first. Throws when it is no name (Namespaces §4).
   */
  read(window: ByteWindow, at: number, after: Int32Array, previous: number): number {
    const bytes = window.bytes;
    const guess = after[previous] as number;
    const guessed = this.#names.matchEnd(guess, bytes, at);
    if (guessed >= 0 && NAME_BYTES[bytes[guessed] as number] === 0) {
      this.end = guessed;
      return guessed < window.end ? guess : -1;
    }
    let i = at;
    let hash = 0;
    for (let byte; NAME_BYTES[(byte = bytes[i] as number)] === 1; i++) hash = mixIn(hash, byte);
    if (i >= window.end) return -1;
    this.end = i;
    const before = this.#names.count;
    const id = this.#names.intern(bytes, at, i, hash, window.base + at);
    if (id === before) this.#takeApart(id, bytes, at, i, window.base);
    return id;
  }

  /** Do these bytes begin the name with this number? */
  startsWith(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    return this.#names.startsWith(id, bytes, from, to);
  }

  get count(): number {
    return this.#names.count;
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
      this.tagAfter = grown(this.tagAfter);
      this.attributeAfter = grown(this.attributeAfter);
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
