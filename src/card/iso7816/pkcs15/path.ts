import { MuhurError } from '../../../errors.ts';
import { toHex } from '../../../hex.ts';
import { TAG, integerOf, isContext, isUniversal } from './der.ts';
import type { DerNode } from './der.ts';

/** Where an object lies on the card: a file, and which part of it (ISO 7816-15 §8.2.5 Path). */
export interface CardPath {
  /** File identifiers from the master file on, 3F00 first. */
  readonly file: Uint8Array;
  /** First byte of the object in the file. */
  readonly index: number;
  /** Bytes of the object; null: to the end of the file. */
  readonly length: number | null;
}

/** ISO 7816-4 §5.3.1.2 allows more; no card nests files deeper. */
const LONGEST_PATH = 16;

/**
 * Reads a Path. A path that does not start at the master file is relative to the application.
 * @throws `card/malformed` naming `what`.
 */
export function readPath(
  what: string,
  node: DerNode | undefined,
  application: Uint8Array,
): CardPath {
  const [file, index, length] = isUniversal(node, TAG.sequence) ? node.children : [];
  if (!isUniversal(file, TAG.octetString)) throw malformedPath(what, 'path missing');
  return {
    file: absolutePath(what, file.content, application),
    index: integerOf(isUniversal(index, TAG.integer) ? index : undefined) ?? 0,
    length: integerOf(isContext(length, 0) ? length : undefined),
  };
}

export function absolutePath(what: string, path: Uint8Array, application: Uint8Array): Uint8Array {
  const absolute = path[0] === 0x3f && path[1] === 0x00;
  const file = absolute ? path : Buffer.concat([application, path]);
  if (path.length === 0 || file.length % 2 !== 0 || file.length > LONGEST_PATH) {
    throw malformedPath(what, `path ${toHex(path)}`);
  }
  return new Uint8Array(file);
}

function malformedPath(what: string, reason: string): MuhurError {
  return new MuhurError('card/malformed', { what, reason });
}
