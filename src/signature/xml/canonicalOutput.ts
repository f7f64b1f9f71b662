import { AMP, CR, GT, LF, LT, QUOTE, TAB, writeUtf8 } from './characters.ts';

/** Shorter spans are collected, so that the sink is not called for each. */
const SHORT_SPAN = 4096;
/** Shorter ones are copied byte by byte: a call would cost more. */
const TINY_SPAN = 48;
const ROOM = 64 * 1024;
const NO_ROOM = Buffer.alloc(0);

const text = (value: string): Uint8Array => Buffer.from(value);
const ESCAPED_AMP = text('&amp;');
const ESCAPED_LT = text('&lt;');
const ESCAPED_GT = text('&gt;');
const ESCAPED_QUOTE = text('&quot;');
const ESCAPED_TAB = text('&#x9;');
const ESCAPED_LF = text('&#xA;');
const ESCAPED_CR = text('&#xD;');

/**
 * Collects what one part writes. What is canonical as it stands in the window is taken as a span that
 * grows until something else comes.
 */
export class CanonicalOutput {
  readonly #sink: (bytes: Uint8Array) => void;
  #window: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;
  /** Grows to its full size as it is needed: many parts are small. */
  #room: Buffer = Buffer.allocUnsafe(1024);
  #used = 0;

  constructor(sink: (bytes: Uint8Array) => void) {
    this.#sink = sink;
  }

  /** Bytes of the window as they are. */
  take(window: Buffer, from: number, to: number): void {
    if (from === this.#to && this.#window === window) {
      this.#to = to;
      return;
    }
    this.#endSpan();
    this.#window = window;
    this.#from = from;
    this.#to = to;
  }

  /** Bytes that may change after the call. */
  put(bytes: Uint8Array): void {
    if (this.#to > this.#from) this.#endSpan();
    this.#write(bytes, 0, bytes.length);
  }

  putByte(byte: number): void {
    if (this.#to > this.#from) this.#endSpan();
    if (this.#used === this.#room.length) this.#makeRoom(1);
    this.#room[this.#used++] = byte;
  }

  /** A character of text (Canonical XML §2.3). */
  putText(code: number): void {
    if (code === AMP) this.put(ESCAPED_AMP);
    else if (code === LT) this.put(ESCAPED_LT);
    else if (code === GT) this.put(ESCAPED_GT);
    else if (code === CR) this.put(ESCAPED_CR);
    else if (code < 0x80) this.putByte(code);
    else {
      if (this.#to > this.#from) this.#endSpan();
      this.#makeRoom(4);
      this.#used = writeUtf8(code, this.#room, this.#used);
    }
  }

  /** The normalised value of an attribute (Canonical XML §2.3). */
  putValue(value: Uint8Array): void {
    let from = 0;
    for (let i = 0; i < value.length; i++) {
      const escaped = escapedInValue(value[i] as number);
      if (!escaped) continue;
      if (i > from) this.put(value.subarray(from, i));
      this.put(escaped);
      from = i + 1;
    }
    if (from < value.length) this.put(value.subarray(from));
  }

  /** Lets go of the window, which is about to change. */
  release(): void {
    this.#endSpan();
  }

  /** Hands everything to the sink, and gives its room back. */
  end(): void {
    this.#endSpan();
    if (this.#used > 0) this.#empty();
    this.#room = NO_ROOM;
  }

  #endSpan(): void {
    if (this.#to > this.#from) this.#write(this.#window, this.#from, this.#to);
    this.#from = this.#to = 0;
  }

  #write(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > SHORT_SPAN) {
      if (this.#used > 0) this.#empty();
      this.#sink(bytes.subarray(from, to));
      return;
    }
    this.#makeRoom(length);
    const room = this.#room;
    let at = this.#used;
    if (length > TINY_SPAN) room.set(bytes.subarray(from, to), at);
    else for (let i = from; i < to; i++) room[at++] = bytes[i] as number;
    this.#used += length;
  }

  /** For no more than a short span. */
  #makeRoom(length: number): void {
    if (this.#used + length <= this.#room.length) return;
    if (this.#room.length === ROOM) {
      this.#empty();
      return;
    }
    const larger = Buffer.allocUnsafeSlow(ROOM);
    larger.set(this.#room.subarray(0, this.#used));
    this.#room = larger;
  }

  #empty(): void {
    this.#sink(this.#room.subarray(0, this.#used));
    this.#used = 0;
  }
}

function escapedInValue(byte: number): Uint8Array | null {
  switch (byte) {
    case AMP:
      return ESCAPED_AMP;
    case LT:
      return ESCAPED_LT;
    case QUOTE:
      return ESCAPED_QUOTE;
    case TAB:
      return ESCAPED_TAB;
    case LF:
      return ESCAPED_LF;
    case CR:
      return ESCAPED_CR;
    default:
      return null;
  }
}
