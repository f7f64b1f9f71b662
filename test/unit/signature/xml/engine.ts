import { memorySource, type ByteSource } from '../../../../src/signature/xml/byteSource.ts';
import {
  canonicalize,
  type C14nMethod,
  type C14nName,
  type CanonicalPart,
} from '../../../../src/signature/xml/canonicalize.ts';
import { indexDocument } from '../../../../src/signature/xml/documentIndex.ts';
import type { ElementHead } from '../../../../src/signature/xml/tree.ts';
import { XmlError } from '../../../../src/signature/xml/xmlError.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';

/** A document in pieces of these sizes, again and again from the first. */
export function cutSource(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  return {
    size: bytes.length,
    *pieces() {
      let at = 0;
      for (let turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        // A copy that is spoilt afterwards: nobody may hold a piece.
        const piece = Uint8Array.from(bytes.subarray(at, at + size));
        yield piece;
        piece.fill(0x3f);
        at += size;
      }
    },
    slice: (start, end) => cutSource(bytes.subarray(start, end), sizes),
  };
}

export function sourceOf(xml: string | Uint8Array, sizes?: readonly number[]): ByteSource {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  return sizes ? cutSource(bytes, sizes) : memorySource(bytes);
}

export function method(
  name: C14nName,
  comments = false,
  inclusivePrefixes: readonly string[] = [],
): C14nMethod {
  return { name, comments, inclusivePrefixes };
}

/** The six variants. */
export const METHODS: readonly C14nMethod[] = (
  ['c14n-1.0', 'c14n-1.1', 'exclusive'] as const
).flatMap((name) => [method(name), method(name, true)]);

/** One part of a document in canonical form, and the elements that matched. */
export function canonicalPart(
  source: ByteSource,
  part: Omit<CanonicalPart, 'sink' | 'without'> & { without?: readonly number[] },
): { text: string; matches: readonly ElementHead[] } {
  const written: Buffer[] = [];
  const sink = (bytes: Uint8Array): void => void written.push(Buffer.from(bytes));
  const [matches] = canonicalize(openXml(source), [{ without: [], ...part, sink }]);
  return { text: Buffer.concat(written).toString('utf8'), matches: matches ?? [] };
}

/** The whole document in canonical form. */
export function canonical(xml: string | Uint8Array, by: C14nMethod, sizes?: number[]): string {
  return canonicalPart(sourceOf(xml, sizes), { what: 'document', method: by }).text;
}

/** Problem, detail and offset of the error; null when the document is read. */
export function errorOf(source: ByteSource, keep = false): [string, string, number] | null {
  try {
    indexDocument(openXml(source), () => keep);
    return null;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return [error.problem, error.detail, error.offset];
  }
}
