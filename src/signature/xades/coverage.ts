import { DS } from '../xml/namespaces.ts';
import type { ElementHead, XmlNode } from '../xml/tree.ts';
import { childrenOf } from '../xml/tree.ts';
import type { DigestedReference } from './documentPass.ts';
import type { XmlSignature } from './readSignature.ts';

/**
 * Is what these references name the document: all of it, or its root element? When the signature is
 * the root, the document is what stands in its Objects.
 */
export function isCovered(
  signature: XmlSignature,
  references: readonly DigestedReference[],
  root: ElementHead,
): boolean {
  if (root.start === signature.element.start) return areObjectsCovered(signature, references);
  return references.some(
    ({ reference, found: [first] }) =>
      reference.target.kind === 'document' || first?.start === root.start,
  );
}

/** Everything in them, but the properties: what is not named could be put there by anyone. */
function areObjectsCovered(
  { element, properties }: XmlSignature,
  references: readonly DigestedReference[],
): boolean {
  // References inside a manifest are not checked (XMLDSig 1.1 §2.3): it stands for nothing.
  const named = references
    .flatMap(({ found: [first] }) => first ?? [])
    .filter(({ namespace, localName }) => namespace !== DS || localName !== 'Manifest')
    .map(({ start }) => start);
  const objects = childrenOf(element, DS, 'Object')
    .map(({ start, children }) => ({
      start,
      contents: children.filter((child) => isContent(child) && child !== properties?.element),
    }))
    .filter(({ contents }) => contents.length > 0);
  return (
    objects.length > 0 &&
    objects.every(
      ({ start, contents }) =>
        named.includes(start) ||
        contents.every((child) => child.kind === 'element' && named.includes(child.start)),
    )
  );
}

function isContent(child: XmlNode): boolean {
  return child.kind === 'element' || (child.kind === 'text' && child.value.trim() !== '');
}
