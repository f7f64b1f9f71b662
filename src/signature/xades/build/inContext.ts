import { memorySource } from '../../xml/byteSource.ts';
import type { C14nMethod } from '../../xml/canonicalize.ts';
import { canonicalize } from '../../xml/canonicalize.ts';
import { openXml } from '../../xml/xmlSource.ts';

/**
 * The canonical form of an element where it will stand: what the elements around it declare and say
 * (`xml:` attributes) is part of it. A small document of their start tags stands for the real one.
 * @param tags start tags, the root's first.
 */
export function canonicalInContext(
  tags: readonly string[],
  element: string,
  method: C14nMethod,
): Uint8Array {
  const before = tags.join('');
  const text = before + element + endTags(tags);
  const pieces: Uint8Array[] = [];
  canonicalize(openXml(memorySource(Buffer.from(text, 'utf8'))), [
    {
      what: { start: Buffer.byteLength(before, 'utf8') },
      without: [],
      method,
      sink: (bytes) => pieces.push(bytes.slice()),
    },
  ]);
  return new Uint8Array(Buffer.concat(pieces));
}

/** End tags for start tags, the innermost first. */
export function endTags(tags: readonly string[]): string {
  return tags
    .map((tag) => `</${/^<([^\s/>]+)/.exec(tag)?.[1] ?? ''}>`)
    .reverse()
    .join('');
}

/** The tag of an element that is empty as that of one with content. */
export function openTag(tag: string): string {
  return tag.replace(/\/>$/, '>');
}
