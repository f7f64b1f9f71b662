import type { FindingData, Span } from '../report/findings.ts';
import type { ElementHead, XmlElement } from '../xml/tree.ts';
import { childrenOf, plainText, startTagOf } from '../xml/tree.ts';

export type FormatReason = FindingData['SIG-FORMAT']['reason'];

/** A signature that cannot be read as one. Internal: it becomes a finding. */
export class FormatError extends Error {
  /** Name of the element or attribute. */
  readonly part: string;
  readonly reason: FormatReason;
  readonly span: Span;

  constructor(part: string, reason: FormatReason, at: ElementHead) {
    super(`${part} is ${reason}`);
    this.part = part;
    this.reason = reason;
    this.span = startTagOf(at);
  }
}

/** The one child of that name. @throws FormatError when there is none, or a second. */
export function onlyChild(parent: XmlElement, namespace: string, name: string): XmlElement {
  const child = optionalChild(parent, namespace, name);
  if (child === null) throw new FormatError(name, 'missing', parent);
  return child;
}

/** The child of that name or null. @throws FormatError when there is a second. */
export function optionalChild(
  parent: XmlElement,
  namespace: string,
  name: string,
): XmlElement | null {
  const [child, second] = childrenOf(parent, namespace, name);
  if (second !== undefined) throw new FormatError(name, 'twice', second);
  return child ?? null;
}

/**
 * Text without anything between it. A comment or processing instruction in a digest or signature
 * value would let two programs read two values.
 * @throws FormatError
 */
export function textIn(element: XmlElement): string {
  const text = plainText(element);
  if (text === null) throw new FormatError(element.localName, 'not-plain', element);
  return text;
}

/** base64 in any lines. @throws FormatError */
export function base64In(element: XmlElement): Uint8Array {
  const text = textIn(element).replace(/[ \t\r\n]+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new FormatError(element.localName, 'not-base64', element);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}
