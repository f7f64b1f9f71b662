import * as asn1js from 'asn1js';
import { MuhurError } from '../../../errors.ts';

/** A decoded ASN.1 value: tag class and number as `universal 16` or `context 1`, and its parts. */
export interface DerNode {
  readonly tagClass: 'universal' | 'application' | 'context' | 'private';
  readonly tagNumber: number;
  /** Elements of a constructed value. */
  readonly children: readonly DerNode[];
  /** Content octets of a primitive value. */
  readonly content: Uint8Array;
}

const CLASSES = { 1: 'universal', 2: 'application', 3: 'context', 4: 'private' } as const;

/** Deeper than any ISO 7816-15 structure, and shallow enough for every call stack. */
const DEEPEST = 32;

/**
 * Decodes the values that stand one after the other in a directory file; the padding after the last
 * (00 or FF up to the end of the file) is passed over.
 * @throws `card/malformed` naming `what`.
 */
export function decodeAll(what: string, bytes: Uint8Array): DerNode[] {
  const nodes: DerNode[] = [];
  let offset = 0;
  while (offset < bytes.length && bytes[offset] !== 0x00 && bytes[offset] !== 0xff) {
    const rest = bytes.subarray(offset);
    rejectDeepNesting(what, rest);
    const { result, offset: length } = decode(what, rest);
    if (length <= 0) throw malformed(what, 'not ASN.1');
    nodes.push(toNode(what, result, 0));
    offset += length;
  }
  return nodes;
}

function decode(what: string, bytes: Uint8Array): asn1js.FromBerResult {
  try {
    const decoded = asn1js.fromBER(bytes);
    if (decoded.offset === -1) throw malformed(what, decoded.result.error || 'not ASN.1');
    return decoded;
  } catch (error) {
    if (error instanceof MuhurError) throw error;
    throw new MuhurError('card/malformed', { what, reason: 'not ASN.1' }, { cause: error });
  }
}

/** Constructed values nested without end would exhaust the decoder's stack before `toNode` looks. */
function rejectDeepNesting(what: string, bytes: Uint8Array): void {
  let constructedInARow = 0;
  for (const byte of bytes) {
    constructedInARow = (byte & 0x20) !== 0 || byte === 0x80 ? constructedInARow + 1 : 0;
    if (constructedInARow > 512) throw malformed(what, 'nested too deeply');
  }
}

function toNode(what: string, value: asn1js.BaseBlock, depth: number): DerNode {
  if (depth > DEEPEST) throw malformed(what, 'nested too deeply');
  const { tagClass, tagNumber, isConstructed } = value.idBlock;
  if (isConstructed && !(value instanceof asn1js.Constructed)) {
    throw malformed(what, 'a primitive type in constructed form');
  }
  const parts = value instanceof asn1js.Constructed ? value.valueBlock.value : [];
  return {
    tagClass: CLASSES[tagClass as keyof typeof CLASSES],
    tagNumber,
    children: parts.map((part) => toNode(what, part, depth + 1)),
    content: isConstructed ? new Uint8Array() : contentOf(value),
  };
}

/** The content octets, read from the encoding: asn1js keeps some types only as values. */
function contentOf(value: asn1js.BaseBlock): Uint8Array {
  const encoded = value.valueBeforeDecodeView;
  return encoded.subarray(encoded.length - value.lenBlock.length);
}

function malformed(what: string, reason: string): MuhurError {
  return new MuhurError('card/malformed', { what, reason });
}

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  enumerated: 10,
  utf8String: 12,
  sequence: 16,
} as const;

export function isUniversal(node: DerNode | undefined, tagNumber: number): node is DerNode {
  return node?.tagClass === 'universal' && node.tagNumber === tagNumber;
}

export function isContext(node: DerNode | undefined, tagNumber: number): node is DerNode {
  return node?.tagClass === 'context' && node.tagNumber === tagNumber;
}

/** Non-negative INTEGER or ENUMERATED of at most four bytes; null for anything else. */
export function integerOf(node: DerNode | undefined): number | null {
  if (node === undefined || node.content.length === 0 || node.content.length > 5) return null;
  if (((node.content[0] ?? 0) & 0x80) !== 0) return null;
  return node.content.reduce((sum, byte) => sum * 0x100 + byte, 0);
}

/** Numbers of the bits that are set in a BIT STRING, bit 0 first (X.680 §22). */
export function bitsOf(node: DerNode | undefined): ReadonlySet<number> {
  const bits = new Set<number>();
  const octets = node?.content.subarray(1, 9) ?? [];
  octets.forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) bits.add(index * 8 + bit);
  });
  return bits;
}

export function utf8Of(node: DerNode | undefined): string | null {
  return node === undefined ? null : new TextDecoder().decode(node.content);
}
