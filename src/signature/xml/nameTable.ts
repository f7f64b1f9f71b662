import { XmlError } from './xmlError.ts';

const MOST_NAMES = 100_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** More neighbours than that do not happen but on purpose. */
const MOST_PROBES = 1000;

/** Different in every run, so that nobody can prepare names that collide. */
const SEED = (Math.random() * 0x7fffffff) | 1;

/** A hash, made byte by byte. */
export function mixIn(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, SEED) ^ (hash >>> 15);
}

/** Every different string of bytes once, by a small number; equal bytes have equal numbers. */
export class NameTable {
  count = 0;
  #bytes = Buffer.alloc(4096);
  #starts = new Int32Array(256);
  #hashes = new Int32Array(256);
  #slots = new Int32Array(512);
  readonly #strings: (string | undefined)[] = [];

  /** The number of those bytes; a new one when it equals `count` before the call. */
  intern(bytes: Uint8Array, from: number, to: number, hash: number, offset: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probes = 0; ; probes++) {
      const known = (this.#slots[slot] as number) - 1;
      if (known < 0) break;
      if (this.#hashes[known] === hash && this.equals(known, bytes, from, to)) return known;
      if (probes > MOST_PROBES) throw new XmlError('limit', 'names', offset);
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, from, to, hash, slot, offset);
  }

  internBytes(bytes: Uint8Array, from: number, to: number, offset: number): number {
    let hash = 0;
    for (let i = from; i < to; i++) hash = mixIn(hash, bytes[i] as number);
    return this.intern(bytes, from, to, hash, offset);
  }

  internString(text: string): number {
    const bytes = Buffer.from(text);
    return this.internBytes(bytes, 0, bytes.length, 0);
  }

  equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    return to - from === this.lengthOf(id) && this.startsWith(id, bytes, from, to);
  }

  /** Do these bytes, no more than the name has, begin it? */
  startsWith(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#bytes;
    let at = this.#starts[id] as number;
    for (let i = from; i < to; i++, at++) if (own[at] !== bytes[i]) return false;
    return true;
  }

  /** Behind the string with this number, when it stands at `at`; else -1. */
  matchEnd(id: number, bytes: Uint8Array, at: number): number {
    const own = this.#bytes;
    const end = this.#starts[id + 1] as number;
    let i = at;
    for (let from = this.#starts[id] as number; from < end; from++, i++)
      if (own[from] !== bytes[i]) return -1;
    return i;
  }

  /** By their bytes: the order of code points. */
  compare(one: number, other: number): number {
    const bytes = this.#bytes;
    let i = this.#starts[one] as number;
    let j = this.#starts[other] as number;
    const iEnd = this.#starts[one + 1] as number;
    const jEnd = this.#starts[other + 1] as number;
    while (i < iEnd && j < jEnd) {
      const difference = (bytes[i++] as number) - (bytes[j++] as number);
      if (difference !== 0) return difference;
    }
    return iEnd - i - (jEnd - j);
  }

  lengthOf(id: number): number {
    return (this.#starts[id + 1] as number) - (this.#starts[id] as number);
  }

  bytesOf(id: number): Buffer {
    return this.#bytes.subarray(this.#starts[id], this.#starts[id + 1]);
  }

  stringOf(id: number): string {
    return (this.#strings[id] ??= this.bytesOf(id).toString('utf8'));
  }

  #add(
    bytes: Uint8Array,
    from: number,
    to: number,
    hash: number,
    slot: number,
    offset: number,
  ): number {
    const id = this.count;
    const start = this.#starts[id] as number;
    const end = start + to - from;
    if (id >= MOST_NAMES || end > MOST_BYTES) throw new XmlError('limit', 'names', offset);
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    if (id + 2 > this.#starts.length) {
      this.#starts = grown(this.#starts);
      this.#hashes = grown(this.#hashes);
    }
    this.#starts[id + 1] = end;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    this.count++;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = (this.#hashes[id] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id + 1;
    }
  }
}

/** The same numbers with room for as many again. */
export function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
