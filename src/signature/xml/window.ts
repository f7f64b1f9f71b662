import { XmlError } from './xmlError.ts';

/** A tag or instruction is read whole; no sane one is longer. */
const LONGEST_TOKEN = 16 * 1024 * 1024;
/** What is not yet read and longer than that grows by doubling, so that a long tag is not read over and over. */
const SHORT = 64 * 1024;

/**
 * The part of the document that is looked at: what was not yet read, and the next piece behind it.
 * Behind the last byte is a zero, which ends every loop over bytes of one kind.
 */
export class ByteWindow {
  bytes = Buffer.allocUnsafeSlow(1024);
  /** Of the first byte that is not yet read. */
  position = 0;
  end = 0;
  /** Offset in the document of the window's first byte. */
  base = 0;
  readonly #pieces: Iterator<Uint8Array>;

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Lets go of what was read and takes more; false at the end of the document. */
  more(): boolean {
    const unread = this.end - this.position;
    if (unread > LONGEST_TOKEN) throw new XmlError('limit', 'token', this.base + this.position);
    this.bytes.copyWithin(0, this.position, this.end);
    this.base += this.position;
    this.position = 0;
    this.end = unread;
    const wanted = unread > SHORT ? unread * 2 : unread + 1;
    while (this.end < wanted) {
      const next = this.#pieces.next();
      if (next.done === true) break;
      this.#append(next.value);
    }
    this.bytes[this.end] = 0;
    return this.end > unread;
  }

  /** Ends reading before the end, so that the source can let go, too. */
  close(): void {
    this.#pieces.return?.();
  }

  #append(piece: Uint8Array): void {
    const needed = this.end + piece.length;
    if (needed >= this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(needed + Math.max(needed >> 2, 1024));
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.end);
    this.end = needed;
  }
}
