import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MuhurError } from '../../errors.ts';

/** Bytes of a document, read from the start as often as asked. */
export interface ByteSource {
  /** A piece is valid until the next one is taken. */
  pieces(): Iterable<Uint8Array>;
  readonly size: number;
  slice(start: number, end: number): ByteSource;
}

/** A file that stays open; `close` it. */
export interface FileSource extends ByteSource {
  close(): void;
  /** Throws 'file/changed' when the file is not what it was when it was opened. */
  assertUnchanged(): void;
}

/** Large enough that calls do not count, small enough to stay in the processor's cache. */
const PIECE = 256 * 1024;

/** Bytes at hand. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    *pieces() {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
    slice: (start, end) => memorySource(bytes.subarray(start, end)),
  };
}

/** All of it at once. */
export function bytesOf(source: ByteSource): Uint8Array {
  const bytes = new Uint8Array(source.size);
  let at = 0;
  for (const piece of source.pieces()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A file by its path, read in pieces into one buffer. */
export function openFileSource(path: string): FileSource {
  const file = openSync(path, 'r');
  try {
    const opened = identity(file);
    const size = Number(opened.size);
    const buffer = new Uint8Array(Math.min(PIECE, size));
    const range = (start: number, end: number): ByteSource => ({
      size: end - start,
      *pieces() {
        for (let at = start; at < end;) {
          const count = readSync(file, buffer, 0, Math.min(PIECE, end - at), at);
          // Cut off while it was read.
          if (count === 0) throw new MuhurError('file/changed', { path });
          yield buffer.subarray(0, count);
          at += count;
        }
      },
      slice: (from, to) =>
        range(Math.min(start + Math.max(from, 0), end), Math.min(start + Math.max(to, 0), end)),
    });
    return {
      ...range(0, size),
      close: () => closeSync(file),
      assertUnchanged() {
        const now = identity(file);
        const same =
          now.size === opened.size && now.mtimeNs === opened.mtimeNs && now.ino === opened.ino;
        if (!same) throw new MuhurError('file/changed', { path });
      },
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function identity(file: number): { size: bigint; mtimeNs: bigint; ino: bigint } {
  const { size, mtimeNs, ino } = fstatSync(file, { bigint: true });
  return { size, mtimeNs, ino };
}
