import type { ByteSource } from '../../xml/byteSource.ts';

/** Sources one after the other, as one. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    *pieces() {
      for (const part of parts) yield* part.pieces();
    },
    slice(start, end) {
      let at = 0;
      const sliced: ByteSource[] = [];
      for (const part of parts) {
        const [from, to] = [Math.max(start - at, 0), Math.min(end - at, part.size)];
        if (from < to) sliced.push(part.slice(from, to));
        at += part.size;
      }
      return joinedSource(sliced);
    },
  };
}
