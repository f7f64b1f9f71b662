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

/** All signatures, those inside others after the one they are in. */
export function findSignatures(kept: readonly KeptElement[]): readonly FoundSignature[] {
  return kept
    .filter(({ element }) => isSignature(element))
    .flatMap(({ element, path }) => [found(element, path, null, false), ...inside(element, path)]);
}

/** Without recursion, since documents of others may be nested without end. */
function inside(top: XmlElement, path: readonly ElementHead[]): FoundSignature[] {
  const results: FoundSignature[] = [];
  const open = [...elementsOf(top)].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isSignature(next)) {
      const ancestors = [...path, ...ancestorsOf(next)];
      results.push(found(next, ancestors, counteredBy(next), true));
    }
    open.push(...[...elementsOf(next)].reverse());
  }
  return results;
}

function found(
  element: XmlElement,
  path: readonly ElementHead[],
  counters: ElementHead | null,
  isInside: boolean,
): FoundSignature {
  return { element, path, counters, isInside, content: contentOf(element) };
}

function contentOf(element: XmlElement): FoundSignature['content'] {
  if (isSkeleton(element)) return { kind: 'skeleton' };
  try {
    return { kind: 'signature', signature: readSignature(element) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { part, reason, span } = error;
    return { kind: 'unreadable', finding: finding('SIG-FORMAT', 'error', { part, reason }, span) };
  }
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
