import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { KeptElement } from '../xml/documentIndex.ts';
import { DS, XADES_132 } from '../xml/namespaces.ts';
import type { ElementHead, XmlElement } from '../xml/tree.ts';
import { FormatError } from './formatError.ts';
import type { XmlSignature } from './readSignature.ts';
import { isSkeleton, readSignature } from './readSignature.ts';

/** A ds:Signature of the document, with what stands around it. */
export interface FoundSignature {
  readonly element: XmlElement;
  /** Ancestors, root first. */
  readonly path: readonly ElementHead[];
  /** Of a counter-signature: the SignatureValue above it. */
  readonly counters: ElementHead | null;
  /** It stands inside another one, which is no counter-signature's place. */
  readonly isInside: boolean;
  readonly content:
    | { readonly kind: 'signature'; readonly signature: XmlSignature }
    /** A place for one. */
    | { readonly kind: 'skeleton' }
    | { readonly kind: 'unreadable'; readonly finding: PlacedFinding };
}

export function isSignature({ namespace, localName }: ElementHead): boolean {
  return namespace === DS && localName === 'Signature';
}

/** Signatures that are read in one document; real ones have one or two. */
const MOST_SIGNATURES = 32;

/**
 * All signatures, those inside others after the one they are in. Where there are too many, the first
 * that is not read says so for all of them.
 */
export function findSignatures(kept: readonly KeptElement[]): readonly FoundSignature[] {
  const results: FoundSignature[] = [];
  for (const { element, path } of signatureElements(kept)) {
    if (results.length === MOST_SIGNATURES) {
      const tooMany = new FormatError('Signature', 'too-many', element);
      return [...results, found(element, path, () => unreadable(tooMany))];
    }
    results.push(found(element, path, contentOf));
  }
  return results;
}

interface PlacedElement {
  readonly element: XmlElement;
  /** Ancestors that are outside of the kept part, root first. */
  readonly path: readonly ElementHead[];
}

/** Without recursion, since documents of others may be nested without end. */
function* signatureElements(kept: readonly KeptElement[]): Iterable<PlacedElement> {
  for (const { element, path } of kept) {
    const open = [element];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (isSignature(next)) yield { element: next, path };
      // One by one: there may be more than a call has room for.
      for (const child of elementsOf(next).toReversed()) open.push(child);
    }
  }
}

function found(
  element: XmlElement,
  path: readonly ElementHead[],
  read: (element: XmlElement) => FoundSignature['content'],
): FoundSignature {
  const inside = ancestorsOf(element);
  return {
    element,
    path: [...path, ...inside],
    counters: counteredBy(element),
    isInside: inside.some(isSignature),
    content: read(element),
  };
}

function contentOf(element: XmlElement): FoundSignature['content'] {
  if (isSkeleton(element)) return { kind: 'skeleton' };
  try {
    return { kind: 'signature', signature: readSignature(element) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return unreadable(error);
  }
}

function unreadable({ part, reason, span }: FormatError): FoundSignature['content'] {
  return { kind: 'unreadable', finding: finding('SIG-FORMAT', 'error', { part, reason }, span) };
}

/** SignatureValue of the signature around a xades:CounterSignature; null when it is none's. */
function counteredBy(element: XmlElement): ElementHead | null {
  const { parent } = element;
  if (parent === null || parent.namespace !== XADES_132) return null;
  if (parent.localName !== 'CounterSignature') return null;
  const signature = ancestorsOf(element).findLast(isSignature);
  const parts = signature === undefined ? [] : elementsOf(signature);
  return parts.find((it) => it.namespace === DS && it.localName === 'SignatureValue') ?? null;
}

/** Inside the kept part, the topmost first. */
export function ancestorsOf(element: XmlElement): readonly XmlElement[] {
  const ancestors: XmlElement[] = [];
  for (let at = element.parent; at !== null; at = at.parent) ancestors.push(at);
  return ancestors.reverse();
}

function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child): child is XmlElement => child.kind === 'element');
}
