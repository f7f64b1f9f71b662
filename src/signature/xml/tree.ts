/**
 * A small part of a document that was kept while the document passed by: a signature, a party. All
 * offsets count bytes of the document in UTF-8, without its byte order mark.
 */
export interface XmlElement extends ElementHead {
  readonly kind: 'element';
  /** Without namespace declarations, in document order. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** Inside the part that was kept; null for its topmost element. */
  readonly parent: XmlElement | null;
  /** Of "</"; the same as `contentStart` for an empty-element tag. */
  readonly contentEnd: number;
  /** After the ">" of the end tag. */
  readonly end: number;
}

/** An element by its name and the place of its start tag. */
export interface ElementHead {
  /** Empty when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** Empty when it is in none. */
  readonly namespace: string;
  /** Of the "<" of the start tag. */
  readonly start: number;
  /** After the ">" of the start tag. */
  readonly contentStart: number;
}

export interface XmlAttribute {
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string;
  /** Normalised (XML 1.0 §3.3.3): references resolved, white space made spaces. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

/** Character data and CDATA sections that follow each other are one text; line ends are "\n". */
export interface XmlText {
  readonly kind: 'text';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly start: number;
  readonly end: number;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly start: number;
  readonly end: number;
}

/** Where the start tag of an element stands, as findings about the element do. */
export function startTagOf({ start, contentStart }: ElementHead): { start: number; end: number } {
  return { start, end: contentStart };
}

/** Children that are elements of that name, in document order. */
export function childrenOf(
  element: XmlElement,
  namespace: string,
  localName: string,
): readonly XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      child.kind === 'element' && child.namespace === namespace && child.localName === localName,
  );
}

/** Value of the attribute without a namespace; null when it is absent. */
export function attributeValue(element: XmlElement, localName: string): string | null {
  const found = element.attributes.find(
    (attribute) => attribute.namespace === '' && attribute.localName === localName,
  );
  return found?.value ?? null;
}

/**
 * The text of an element that holds nothing but text. Null when there is a comment, a processing
 * instruction or an element in it: such a value reads differently to different programs.
 */
export function plainText(element: XmlElement): string | null {
  const parts = element.children.map((child) => (child.kind === 'text' ? child.value : null));
  return parts.includes(null) ? null : parts.join('');
}
