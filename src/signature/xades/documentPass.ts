import { createHash } from 'node:crypto';
import type { C14nMethod, CanonicalPart } from '../xml/canonicalize.ts';
import type { ElementHead } from '../xml/tree.ts';
import { XmlError } from '../xml/xmlError.ts';
import { DEFAULT_C14N, c14nByUri, digestByUri } from './algorithms.ts';
import type { Reference, ReferenceTarget } from './readReference.ts';
import { prefixesOf } from './readReference.ts';
import type { NamedAlgorithm, XmlSignature } from './readSignature.ts';

/**
 * What one signature needs of the document. All signatures give their parts to one pass over it, and
 * each then takes its results.
 */
export interface SignaturePass {
  readonly parts: readonly CanonicalPart[];
  /** @param matches the elements that matched each of `parts`. */
  finish(matches: readonly (readonly ElementHead[])[]): PassedSignature;
}

export interface PassedSignature {
  readonly references: readonly DigestedReference[];
  /** The canonical form that is signed; null when its canonicalization is unknown. */
  readonly signedInfo: Uint8Array | null;
  /** For each SignatureTimeStamp what it is over; null when its canonicalization is unknown. */
  readonly stamped: readonly (Uint8Array | null)[];
}

export interface DigestedReference {
  readonly reference: Reference;
  /** Elements that it refers to: one, unless it is the document. None when its transform left them out. */
  readonly found: readonly ElementHead[];
  /** Null when nothing was digested. */
  readonly digest: Uint8Array | null;
  /** Of the canonical form. */
  readonly length: number;
}

/**
 * What canonical forms of a document may come to in all. They can be far larger than it: each element
 * may bring its namespaces along again.
 */
export interface CanonicalRoom {
  left: number;
}

/** Of what is held in memory, each. */
const MOST_COLLECTED = 64 * 1024 * 1024;

/** Enough for several signatures over all of a document of that size. */
export function newRoom(size: number): CanonicalRoom {
  return { left: 256 * 1024 * 1024 + 8 * size };
}

function take(room: CanonicalRoom, bytes: number): void {
  room.left -= bytes;
  if (room.left < 0) throw new XmlError('limit', 'canonical', 0);
}

interface Collected {
  readonly part: CanonicalPart;
  readonly bytes: () => Uint8Array;
}

/** Plans the canonical forms that a signature is checked over. The pass throws `XmlError` without room. */
export function planPass(signature: XmlSignature, room: CanonicalRoom): SignaturePass {
  const digests = signature.references.map((reference) => planDigest(reference, signature, room));
  const signedInfo = planCollected(signature.signedInfo, canonicalizationOf(signature));
  const stamped = (signature.properties?.unsigned.timeStamps ?? []).map(({ canonicalization }) =>
    planCollected(signature.value.element, stampMethod(canonicalization)),
  );
  const parts = [
    ...digests.map(({ part }) => part),
    signedInfo?.part ?? null,
    ...stamped.map((it) => it?.part ?? null),
  ].filter((part) => part !== null);
  return {
    parts,
    finish(matches) {
      const found = new Map(parts.map((part, index) => [part, matches[index] ?? []]));
      return {
        references: digests.map((digest) => digest.finish(found)),
        signedInfo: signedInfo?.bytes() ?? null,
        stamped: stamped.map((it) => it?.bytes() ?? null),
      };
    },
  };
}

/** How SignedInfo is made canonical; null when that is unknown. */
export function canonicalizationOf({ canonicalization }: XmlSignature): C14nMethod | null {
  const c14n = c14nByUri(canonicalization.uri);
  return c14n && { ...c14n, inclusivePrefixes: canonicalization.inclusivePrefixes };
}

function stampMethod(algorithm: NamedAlgorithm | null): C14nMethod | null {
  if (algorithm === null) return DEFAULT_C14N;
  const c14n = c14nByUri(algorithm.uri);
  return c14n && { ...c14n, inclusivePrefixes: prefixesOf(algorithm.element) };
}

/** The part of the document that a reference names, and how; null when nothing may be digested. */
export function partOf(
  reference: Reference,
  signature: XmlSignature,
): Omit<CanonicalPart, 'sink'> | null {
  const { processing } = reference;
  const what = whatOf(reference.target);
  if (processing.kind === 'refused' || what === null) return null;
  const without = processing.enveloped ? [signature.element.start] : [];
  return { what, without, method: processing.method };
}

function whatOf(target: ReferenceTarget): CanonicalPart['what'] | null {
  if (target.kind === 'external') return null;
  return target.kind === 'document' ? 'document' : { id: target.id };
}

function planDigest(reference: Reference, signature: XmlSignature, room: CanonicalRoom) {
  const name = digestByUri(reference.digestMethod.uri);
  const hash = name && createHash(name);
  const wanted = partOf(reference, signature);
  let length = 0;
  const sink = (bytes: Uint8Array): void => {
    take(room, bytes.length);
    length += bytes.length;
    hash?.update(bytes);
  };
  const part: CanonicalPart | null = wanted && { ...wanted, sink };
  const finish = (found: ReadonlyMap<CanonicalPart, readonly ElementHead[]>): DigestedReference => {
    // What is inside the signature is left out with it: that nothing is there may be signed, too.
    if (part === null || length === 0) return { reference, found: [], digest: null, length: 0 };
    const digest = hash && new Uint8Array(hash.digest());
    return { reference, found: found.get(part) ?? [], digest, length };
  };
  return { part, finish };
}

function planCollected(element: ElementHead, method: C14nMethod | null): Collected | null {
  if (method === null) return null;
  const pieces: Uint8Array[] = [];
  const room = { left: MOST_COLLECTED };
  const sink = (bytes: Uint8Array): void => {
    take(room, bytes.length);
    pieces.push(Uint8Array.from(bytes));
  };
  return {
    part: { what: { start: element.start }, without: [], method, sink },
    bytes: () => new Uint8Array(Buffer.concat(pieces)),
  };
}
